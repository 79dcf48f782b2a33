package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.Scrape;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose registry fails for everybody, as clients, the load balancer and Prometheus see it. */
@Timeout(120)
@Tag("process")
final class UpstreamPauseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double EXACTLY = 0.001;

    private final SandboxProcess sandbox = SandboxProcess.shared();
    private final String reader = sandbox.token("reader");

    @BeforeEach
    @AfterEach
    void behave() {
        sandbox.clearFaults();
    }

    @Test
    void pausesRequestsToAFailingRegistryAndTriesAgain() {
        try (var server = TestServer.onSandbox(Map.of("QUILT_MCP_BREAKER_OPEN", "1"))) {
            sandbox.fault("{\"path\":\"/graphql\",\"status\":503,\"body\":\"{}\"}");

            var sentence = failing(server, "has been out of reach or failing");

            assertThat(sentence).contains("QUILT_REGISTRY_URL", "nothing was sent", "try again in 1 s");
            var health = health(server);
            assertThat(health.get("status").asText()).isEqualTo("ok");
            assertThat(health.get("degraded").toString()).isEqualTo("[\"registry\"]");
            assertThat(sum(server, "quilt_mcp_breaker_state")).isEqualTo(2, within(EXACTLY));
            assertThat(sum(server, "quilt_mcp_breaker_refusals_total")).isPositive();

            sandbox.clearFaults();
            answering(server);
            assertThat(health(server).has("degraded")).isFalse();
            assertThat(sum(server, "quilt_mcp_breaker_state")).isEqualTo(0, within(EXACTLY));
        }
    }

    @Test
    void keepsSendingRequestsWhenSwitchedOff() {
        try (var server = TestServer.onSandbox(Map.of("QUILT_MCP_BREAKER", "false"))) {
            sandbox.fault("{\"path\":\"/graphql\",\"status\":503,\"body\":\"{}\"}");
            for (int i = 0; i < 15; i++) {
                assertThat(server.fails(reader, "bucket_list", Map.of())).contains("is temporarily unavailable");
            }
        }
    }

    private String failing(TestServer server, String words) {
        var until = Instant.now().plus(PATIENCE);
        var sentence = "";
        while (!sentence.contains(words) && Instant.now().isBefore(until)) {
            sentence = server.fails(reader, "bucket_list", Map.of());
        }
        return sentence;
    }

    private void answering(TestServer server) {
        var until = Instant.now().plus(PATIENCE);
        while (server.call(reader, "bucket_list", Map.of()).get("isError").asBoolean()) {
            assertThat(Instant.now()).isBefore(until);
        }
    }

    private static JsonNode health(TestServer server) {
        var response = server.get("/health");
        assertThat(response.statusCode()).isEqualTo(200);
        return TestServer.json(response.body());
    }

    private static double sum(TestServer server, String metric) {
        return Scrape.of(server.send(server.admin("/metrics")).body()).sum(metric, "breaker=\"registry\"");
    }
}
