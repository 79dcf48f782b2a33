package com.quiltdata.mcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.process.ToolCalls.Outcome;
import com.quiltdata.mcp.testing.Polling;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Host names of upstreams that do not resolve, resolve again, and move to another address. */
class NamesIT {
    private static final String ADDRESS = "127.0.0.1";

    /** Nobody listens here. */
    private static final String DEAD = "127.0.0.2";

    private final SandboxProcess sandbox = SandboxProcess.written();

    @TempDir
    private Path directory;

    @AfterEach
    void clear() {
        sandbox.clearFaults();
    }

    @Test
    void namesTheHostThatDoesNotResolveAndRecoversWithoutRestart() throws IOException {
        names(Map.of());
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        environment.put("QUILT_CATALOG_URL", named("catalog.test", sandbox.catalogUrl()));
        environment.put("QUILT_REGISTRY_URL", named("registry.test", sandbox.registryUrl()));
        environment.put("AWS_ENDPOINT_URL_S3", named("s3.test", sandbox.s3Endpoint()));
        environment.put("AWS_ENDPOINT_URL_ATHENA", named("athena.test", sandbox.athenaEndpoint()));
        environment.put("QUILT_MCP_BREAKER", "false");
        var options = List.of("@../ops/image/options", "-XX:TieredStopAtLevel=1", "-Djdk.net.hosts.file=" + hosts());
        try (var server = ServerProcess.start(environment, options)) {
            var caller = new ToolCalls(server, sandbox.token("writer"));

            awaitRefusal(caller, "bucket_list", "The registry's host name does not resolve");
            var health = server.await("/health", it -> it.body().contains("degraded"));
            assertThat(health.statusCode()).isEqualTo(200);
            names(Map.of("registry.test", DEAD));
            awaitRefusal(caller, "bucket_list", "The registry refused the connection");
            names(Map.of("registry.test", ADDRESS));
            Polling.await(() -> caller.call("bucket_list", Map.of()), Outcome::good);

            awaitRefusal(caller, "bucket_objects_list", "S3's host name does not resolve");
            names(Map.of("registry.test", ADDRESS, "catalog.test", ADDRESS));
            awaitRefusal(caller, "athena_query", "Athena's host name does not resolve");
            names(Map.of("registry.test", ADDRESS, "s3.test", DEAD));
            awaitRefusal(caller, "bucket_objects_list", "S3 cannot be reached");
            names(Map.of("registry.test", ADDRESS, "s3.test", ADDRESS));
            Polling.await(() -> call(caller, "bucket_objects_list"), Outcome::good);

            names(Map.of("s3.test", ADDRESS));
            sandbox.fault("{\"path\":\"/graphql\",\"kind\":\"drop\"}");
            awaitRefusal(caller, "bucket_list", "The registry's host name does not resolve");
            sandbox.clearFaults();
            names(Map.of("registry.test", ADDRESS, "catalog.test", ADDRESS, "s3.test", ADDRESS));
            Polling.await(() -> caller.call("bucket_list", Map.of()), Outcome::good);
            assertThat(server.child().stderr()).isEmpty();
        }
    }

    private static Outcome call(ToolCalls caller, String tool) {
        return caller.call(
                tool,
                switch (tool) {
                    case "bucket_list" -> Map.of();
                    case "athena_query" -> Map.of("sql", "SELECT 1");
                    default -> Map.of("bucket", "quilt-example");
                });
    }

    private static void awaitRefusal(ToolCalls caller, String tool, String sentence) {
        Polling.await(() -> call(caller, tool), it -> !it.good() && it.text().contains(sentence));
    }

    private Path hosts() {
        return directory.resolve("hosts").toAbsolutePath();
    }

    /** Makes these the only names that resolve. */
    private void names(Map<String, String> addresses) throws IOException {
        var next = directory.resolve("next");
        Files.write(
                next,
                addresses.entrySet().stream()
                        .map(one -> one.getValue() + " " + one.getKey())
                        .toList());
        Files.move(next, hosts(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String named(String host, String url) {
        return "http://" + host + ":" + URI.create(url).getPort()
                + URI.create(url).getPath();
    }
}
