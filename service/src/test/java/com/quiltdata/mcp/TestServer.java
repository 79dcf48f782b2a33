package com.quiltdata.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.config.ConfigurationLoader;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.testing.AnyPorts;
import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.SandboxProcess;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;

/** The whole server in this JVM, on the shipped config.yml, before a catalog that a test chooses. */
final class TestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Time that a server which ends leaves to the idle connections of the shared client. */
    private static final long IDLE_MILLIS = 10;

    /** When a server that does not end is asked for the reason: long after the usual time, and before its grace period ends. */
    private static final long DUMP_SECONDS = 10;

    private final DropwizardTestSupport<McpConfiguration> support;
    private final BoundedHttp http = BoundedHttp.shared();

    private TestServer(DropwizardTestSupport<McpConfiguration> support) {
        this.support = support;
    }

    /** Before the sandbox catalog, with these variables besides. */
    static TestServer onSandbox(Map<String, String> more) {
        return onSandbox(more, McpApplication::new);
    }

    /** The same, in front of the sandbox that tests may leave packages in. */
    static TestServer onWrittenSandbox() {
        return start(environment(SandboxProcess.written()));
    }

    /** The same, in front of the sandbox that has the objects of the table of queries. */
    static TestServer onSearchedSandbox() {
        return start(environment(SandboxProcess.searched()));
    }

    /** The same, in front of the sandbox that nothing is written to. */
    static TestServer onSeededSandbox() {
        return start(environment(SandboxProcess.seeded()));
    }

    /** The same, in front of a sandbox of the test's own. */
    static TestServer before(SandboxProcess sandbox) {
        return before(sandbox, Map.of());
    }

    /** The same, with these variables besides. */
    static TestServer before(SandboxProcess sandbox, Map<String, String> more) {
        var environment = environment(sandbox);
        environment.putAll(more);
        return start(environment);
    }

    /** The same, of another application. */
    static TestServer onSandbox(
            Map<String, String> more, Function<ConfigurationLoader, Application<McpConfiguration>> applications) {
        var environment = environment(SandboxProcess.shared());
        environment.putAll(more);
        return start(environment, applications);
    }

    private static Map<String, String> environment(SandboxProcess sandbox) {
        return new HashMap<>(Map.of(
                "QUILT_CATALOG_URL", sandbox.catalogUrl(),
                "QUILT_REGISTRY_URL", sandbox.registryUrl(),
                "AWS_ENDPOINT_URL_S3", sandbox.s3Endpoint(),
                "AWS_ENDPOINT_URL_STS", sandbox.stsEndpoint(),
                "AWS_ENDPOINT_URL_ATHENA", sandbox.athenaEndpoint(),
                "AWS_ENDPOINT_URL_GLUE", sandbox.glueEndpoint(),
                "MCP_SKIP_BANNER", "true",
                // No question about a token comes between a test and its fault.
                "QUILT_MCP_ADMISSION_TTL", "900"));
    }

    static TestServer start(Map<String, String> environment) {
        return start(environment, McpApplication::new);
    }

    private static TestServer start(
            Map<String, String> environment,
            Function<ConfigurationLoader, Application<McpConfiguration>> applications) {
        Function<String, @Nullable String> variables = environment::get;
        var support =
                new DropwizardTestSupport<McpConfiguration>(
                        McpApplication.class,
                        "../config.yml",
                        ConfigOverride.config("health.shutdownWaitPeriod", "0s"),
                        ConfigOverride.config("health.healthChecks[0].schedule.checkInterval", "200ms"),
                        ConfigOverride.config("logging.level", "WARN")) {
                    @Override
                    public Application<McpConfiguration> newApplication() {
                        return applications.apply(new ConfigurationLoader(variables, McpServerFactory.TOOLSETS));
                    }
                };
        support.addListener(new AnyPorts());
        try {
            support.before();
            for (var connector :
                    support.getEnvironment().getApplicationContext().getServer().getBeans(AbstractConnector.class)) {
                connector.setShutdownIdleTimeout(IDLE_MILLIS);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new TestServer(support);
    }

    int port() {
        return support.getLocalPort();
    }

    int adminPort() {
        return support.getAdminPort();
    }

    /** What the server was wired in. */
    Environment environment() {
        return support.getEnvironment();
    }

    /** A request to the admin port. */
    HttpRequest.Builder admin(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort() + path));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /** POSTs a body to the endpoint as a JSON client does. */
    HttpResponse<String> post(@Nullable String token, String body) {
        return send(mcp(token).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Waits until the token is accepted, which after a refusal is some seconds later. */
    void awaitAccepted(String token) {
        var list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (post(token, list).statusCode() != 200) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the token is not accepted");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    HttpRequest.Builder mcp(@Nullable String token) {
        var request = HttpRequest.newBuilder(uri("/mcp")).header("Content-Type", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Calls a tool in the handshake era and gives the HTTP response. */
    HttpResponse<String> callRaw(String token, String tool, Map<String, ?> arguments) {
        var body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
        ObjectNode params = body.putObject("params").put("name", tool);
        params.set("arguments", JSON.valueToTree(arguments));
        return post(token, body.toString());
    }

    /** Calls a tool and gives its result, be it a success or an error for the model. */
    JsonNode call(String token, String tool, Map<String, ?> arguments) {
        var response = callRaw(token, tool, arguments);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response.body()).get("result");
    }

    /** Calls a tool that must succeed, and gives its structured content. */
    JsonNode ok(String token, String tool, Map<String, ?> arguments) {
        var result = call(token, tool, arguments);
        if (result == null || result.get("isError").asBoolean()) {
            throw new AssertionError(tool + " failed: " + result);
        }
        return result.get("structuredContent");
    }

    /** Calls a tool that must fail, and gives the sentence. */
    String fails(String token, String tool, Map<String, ?> arguments) {
        var result = call(token, tool, arguments);
        if (!result.get("isError").asBoolean()) {
            throw new AssertionError(tool + " did not fail: " + result);
        }
        return result.at("/content/0/text").asText();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        var unfinished = CompletableFuture.supplyAsync(
                this::unfinished, CompletableFuture.delayedExecutor(DUMP_SECONDS, TimeUnit.SECONDS));
        try {
            support.after();
        } catch (RuntimeException e) {
            throw new IllegalStateException("the server did not end: " + unfinished.getNow(""), e);
        } finally {
            unfinished.cancel(false);
        }
    }

    /** The connections and requests that keep a server from ending. */
    private String unfinished() {
        var server = environment().getApplicationContext().getServer();
        return server.getBeans(AbstractConnector.class).stream()
                        .map(connector -> connector + " " + connector.getConnectedEndPoints())
                        .toList()
                + ", requests "
                + server.getDescendants(GracefulHandler.class).stream()
                        .map(GracefulHandler::getCurrentRequestCount)
                        .toList();
    }
}
