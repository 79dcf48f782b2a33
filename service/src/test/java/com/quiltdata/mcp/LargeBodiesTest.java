package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.RawClient;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies above 64 KiB are read only of callers whose tokens the catalog accepts. */
@Timeout(60)
@Tag("process")
final class LargeBodiesTest {
    private static final String HEAD = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"params\":{\"x\":\"";
    private static final String LARGE = HEAD + "x".repeat(300_000) + "\"}}";

    private static TestServer server;
    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of(
                "QUILT_MCP_BODY_TIMEOUT", "2",
                "QUILT_MCP_MAX_BODY_BYTES", "20000000",
                "QUILT_MCP_MEMORY_BYTES", "16000000"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void behave() {
        sandbox.clearFaults();
    }

    private static HttpResponse<String> send(String token, boolean chunked) {
        var whole = HttpRequest.BodyPublishers.ofString(LARGE);
        return server.send(server.mcp(token).POST(chunked ? HttpRequest.BodyPublishers.fromPublisher(whole) : whole));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areServedForAnAcceptedCaller(boolean chunked) {
        var response = send(sandbox.token("writer"), chunked);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(TestServer.json(response.body()).get("id").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areRefusedWith401ForARefusedToken(boolean chunked) {
        var response = send("invented-" + chunked, chunked);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(TestServer.json(response.body()).get("id").asInt()).isEqualTo(7);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("invalid_token");
    }

    @Test
    void areRefusedWith413WhenTheyExceedTheMemoryBudget() throws IOException {
        try (var client = new RawClient(server.port())) {
            client.send("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + sandbox.token("writer") + "\r\nContent-Length: 17000000\r\n\r\n"
                    + LARGE.substring(0, 100_000));
            var response = client.response();
            assertThat(response.status()).as(response.body()).isEqualTo(413);
            assertThat(response.headers()).doesNotContainKey("retry-after");
        }
    }

    @Test
    void areRefusedWith413WhileTheTokenIsNotVerified() {
        sandbox.fault("{\"path\":\"/graphql\",\"status\":500,\"body\":\"{}\"}");
        var response = send("unjudged", false);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(TestServer.json(response.body()).at("/error/message").asText())
                .contains("65,536 bytes", "try again later");
        assertThat(TestServer.json(response.body()).get("id").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void timeOutWhenTheyStopArriving(int sent) throws IOException {
        try (var client = new RawClient(server.port())) {
            client.send(
                    "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                            + sandbox.token("writer") + "\r\nContent-Length: " + LARGE.length() + "\r\n\r\n"
                            + LARGE.substring(0, sent));
            var response = client.response();
            assertThat(response.status()).isEqualTo(408);
            assertThat(TestServer.json(response.body()).at("/error/message").asText())
                    .isEqualTo("The request body did not arrive within 2 s.");
        }
    }
}
