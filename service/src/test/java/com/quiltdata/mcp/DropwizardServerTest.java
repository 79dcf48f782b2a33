package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.config.ConfigurationLoader;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.testing.AnyPorts;
import com.quiltdata.mcp.testing.BoundedHttp;
import io.dropwizard.core.Application;
import io.dropwizard.testing.DropwizardTestSupport;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.server.AbstractConnector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers with parts of a configuration, as users of Dropwizard write them. */
@Tag("slow")
final class DropwizardServerTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    /** Time that a server which ends leaves to the idle connections of the shared client. */
    private static final long IDLE_MILLIS = 10;

    @TempDir
    private static Path directory;

    private final BoundedHttp http = BoundedHttp.shared();

    private static final class Server implements AutoCloseable {
        private final DropwizardTestSupport<McpConfiguration> support;

        Server(String yaml, Map<String, String> more) throws Exception {
            var variables = new HashMap<>(Map.of(
                    "QUILT_CATALOG_URL", "http://127.0.0.1:1",
                    "QUILT_REGISTRY_URL", "http://127.0.0.1:1",
                    "QUILT_MCP_SHUTDOWN_WAIT", "1ms",
                    "QUILT_MCP_LOG_LEVEL", "WARN",
                    "MCP_SKIP_BANNER", "true"));
            variables.putAll(more);
            var file = Files.writeString(directory.resolve("config.yml"), yaml);
            support = new DropwizardTestSupport<McpConfiguration>(McpApplication.class, file.toString()) {
                @Override
                public Application<McpConfiguration> newApplication() {
                    return new McpApplication(new ConfigurationLoader(variables::get, McpServerFactory.TOOLSETS));
                }
            };
            support.addListener(new AnyPorts());
            support.before();
            for (var connector :
                    support.getEnvironment().getApplicationContext().getServer().getBeans(AbstractConnector.class)) {
                connector.setShutdownIdleTimeout(IDLE_MILLIS);
            }
        }

        @Override
        public void close() {
            support.after();
        }
    }

    private int get(int port, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
    }

    private int ping(int port) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer any")
                .POST(HttpRequest.BodyPublishers.ofString(PING)));
    }

    private int send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "server: {applicationConnectors: [{type: http}]}\nhealth: {shutdownWaitPeriod: 2ms}\nlogging: {level: ERROR}"
            })
    void servesWithAPartOfAConfiguration(String yaml) throws Exception {
        try (var server = new Server(yaml, Map.of())) {
            var port = server.support.getLocalPort();
            assertThat(get(port, "/health")).isEqualTo(200);
            assertThat(get(port, "/healthcheck")).isEqualTo(401);
            assertThat(ping(port)).isEqualTo(200);
            assertThat(get(server.support.getAdminPort(), "/metrics")).isEqualTo(200);
            assertThat(get(server.support.getAdminPort(), "/tasks/gc")).isEqualTo(404);
        }
    }

    @Test
    void simpleServerOnLoopbackHasAdminPathsBelowAdmin() throws Exception {
        try (var server = new Server("server: {type: simple}", Map.of())) {
            var port = server.support.getLocalPort();
            assertThat(get(port, "/health")).isEqualTo(200);
            assertThat(ping(port)).isEqualTo(200);
            assertThat(get(port, "/admin/metrics")).isEqualTo(200);
            assertThat(get(port, "/admin/tasks/gc")).isEqualTo(404);
            assertThat(get(port, "/metrics")).isEqualTo(401);
        }
    }

    @Test
    void simpleServerThatClientsReachHasNoAdminPaths() throws Exception {
        try (var server = new Server("server: {type: simple}", Map.of("FASTMCP_HOST", "0.0.0.0"))) {
            var port = server.support.getLocalPort();
            assertThat(get(port, "/health")).isEqualTo(200);
            assertThat(ping(port)).isEqualTo(200);
            for (var path : new String[] {"/admin/", "/admin/metrics", "/admin/threads", "/admin/healthcheck"}) {
                assertThat(get(port, path)).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void hasNoAdminPortWithoutAdminConnectors() throws Exception {
        try (var server = new Server("server: {adminConnectors: []}", Map.of())) {
            assertThat(get(server.support.getLocalPort(), "/health")).isEqualTo(200);
            assertThat(server.support
                            .getEnvironment()
                            .getApplicationContext()
                            .getServer()
                            .getConnectors())
                    .hasSize(1);
        }
    }
}
