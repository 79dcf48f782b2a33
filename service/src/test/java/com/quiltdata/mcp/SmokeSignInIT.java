package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What {@code ops/smoke --sign-in} says of a server whose sign-in works, and of those whose operator erred. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SmokeSignInIT {
    private final SandboxProcess sandbox = SandboxProcess.shared();
    private final int port = ServerProcess.freePort();
    private final String origin = "http://localhost:" + port;
    private final ServerProcess server = ServerProcess.start(environment());

    @AfterAll
    void stop() {
        server.close();
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        environment.putAll(Map.of(
                "FASTMCP_PORT",
                String.valueOf(port),
                "QUILT_MCP_PUBLIC_URL",
                origin,
                "QUILT_MCP_CONNECT_URL",
                sandbox.ready().path("connectUrl").asText(),
                "QUILT_MCP_STATE_KEY",
                "a-key-of-at-least-32-characters!"));
        return environment;
    }

    private record Run(int status, List<String> stdout) {
        List<String> failed() {
            return stdout.stream().filter(line -> line.startsWith("FAILED")).toList();
        }
    }

    private static Run smoke(String url) {
        var environment = Map.of("PATH", System.getenv("PATH"), "NO_PROXY", "*");
        try (var child = ChildProcess.start(Path.of(".."), environment, List.of("ops/smoke", "--sign-in", url))) {
            return new Run(child.exit(), child.stdout());
        }
    }

    @Test
    void passesUpToTheSignInAtConnect() {
        var run = smoke(origin + "/");
        assertThat(run.failed()).isEmpty();
        assertThat(run.stdout())
                .contains("ok      Quilt Connect accepts the request for authorization")
                .last()
                .isEqualTo("24 passed, 0 failed");
        assertThat(run.status()).isZero();
    }

    @Test
    void reportsAPublicUrlThatIsNotTheOneOfClients() {
        var run = smoke("http://127.0.0.1:" + port);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.failed())
                .hasSize(14)
                .anyMatch(line -> line.startsWith("FAILED  /.well-known/oauth-authorization-server/mcp:")
                        && line.contains("no '\"issuer\":\"http://127.0.0.1:" + port + "\"'"))
                .anyMatch(line -> line.startsWith("FAILED  /mcp without a token"));
    }

    @Test
    void reportsAConnectThatDoesNotAllowThisHost() {
        sandbox.settings("{\"connect\": {\"allowedHosts\": [\"claude.ai\"]}}");
        try {
            var run = smoke(origin);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.failed())
                    .singleElement()
                    .asString()
                    .startsWith("FAILED  a client on loopback is registered, at Quilt Connect too: status 502");
            assertThat(run.stdout()).anyMatch(line -> line.contains("ConnectAllowedHosts must allow " + origin));
        } finally {
            sandbox.settings("{\"connect\": {\"allowedHosts\": [\"localhost\", \".example.com\"]}}");
        }
    }

    @Test
    void reportsAServerWithoutSignIn() {
        try (var without = TestServer.onSandbox(Map.of())) {
            var run = smoke("http://127.0.0.1:" + without.port());
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.stdout()).noneMatch(line -> line.startsWith("ok "));
        }
    }
}
