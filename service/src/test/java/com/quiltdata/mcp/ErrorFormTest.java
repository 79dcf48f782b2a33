package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.testing.LogLines;
import com.quiltdata.mcp.testing.RawClient;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.Scrape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before a JSON-RPC message is handled: on the endpoint always a JSON-RPC error. */
@Timeout(60)
@Tag("process")
final class ErrorFormTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":\"a-7\"}";
    private static final String HOST = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String BEARER = "Authorization: Bearer ";

    private static TestServer server;
    private static String token;

    @BeforeAll
    static void start() {
        token = SandboxProcess.shared().token("writer");
        server = TestServer.onSandbox(Map.of(
                "QUILT_MCP_BODY_TIMEOUT", "1", "QUILT_MCP_ALLOWED_HOSTS", "127.0.0.1", "QUILT_MCP_PAGE", "false"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String post(String headers, String body) {
        return post("/mcp", headers + BEARER + token + "\r\n", body);
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + HOST + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static RawClient.Response send(String request) throws IOException {
        try (var client = new RawClient(server.port())) {
            return client.send(request).response();
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("no token", 401, "\"a-7\"", post("/mcp", JSON, PING)),
                Arguments.of("no bearer", 401, "\"a-7\"", post("/mcp", JSON + "Authorization: Basic eA==\r\n", PING)),
                Arguments.of(
                        "two tokens",
                        401,
                        "\"a-7\"",
                        post("/mcp", JSON + BEARER + token + "\r\n" + BEARER + token + "\r\n", PING)),
                Arguments.of(
                        "no token, part of a body",
                        401,
                        "8",
                        "POST /mcp" + HOST + JSON + "Content-Length: 1000\r\n\r\n{\"id\":8,\"jsonrpc\""),
                Arguments.of("a foreign page", 403, "\"a-7\"", post(JSON + "Origin: https://evil.example\r\n", PING)),
                Arguments.of(
                        "a foreign host",
                        403,
                        "\"a-7\"",
                        post(JSON, PING).replace("Host: 127.0.0.1", "Host: evil.example")),
                Arguments.of(
                        "below the endpoint", 404, "\"a-7\"", post("/mcp/x", JSON + BEARER + token + "\r\n", PING)),
                Arguments.of("GET", 405, "null", "GET /mcp" + HOST + BEARER + token + "\r\n\r\n"),
                Arguments.of("PUT", 405, "\"a-7\"", post(JSON, PING).replace("POST", "PUT")),
                Arguments.of("silence", 408, "\"a-7\"", post(JSON, PING + " ").replaceAll(" $", "")),
                Arguments.of(
                        "declared too long", 413, "null", post(JSON, "").replace("Length: 0", "Length: 2147483648")),
                Arguments.of(
                        "declared far too long",
                        413,
                        "null",
                        post(JSON, "").replace("Length: 0", "Length: 9223372036854775807")),
                Arguments.of("not JSON", 415, "\"a-7\"", post("Content-Type: text/plain\r\n", PING)),
                Arguments.of("gzip", 415, "null", post(JSON + "Content-Encoding: gzip\r\n", PING)),
                Arguments.of("br", 415, "null", post(JSON + "Content-Encoding: br\r\n", PING)),
                Arguments.of("two codings", 415, "null", post(JSON + "Content-Encoding: identity, gzip\r\n", PING)),
                Arguments.of(
                        "a coding in a second header",
                        415,
                        "null",
                        post(JSON + "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n", PING)),
                Arguments.of("a long URL", 414, "null", "GET /mcp?" + "x".repeat(40_000) + HOST + "\r\n"),
                Arguments.of("long headers", 431, "null", "GET /mcp" + HOST + "X: " + "x".repeat(40_000) + "\r\n\r\n"),
                Arguments.of("no HTTP", 400, "null", "HELLO\r\n\r\n"),
                Arguments.of("no host", 400, "null", "GET /mcp HTTP/1.1\r\n\r\n"),
                Arguments.of("HTTP/3.0", 505, "null", "GET /mcp HTTP/3.0\r\nHost: x\r\n\r\n"),
                Arguments.of("a bad path", 400, "null", "GET /mcp%zz" + HOST + "\r\n"),
                Arguments.of(
                        "bare LF in the head", 400, "null", post(JSON, PING).replace("\r\n", "\n")),
                Arguments.of(
                        "bare LF after a chunk",
                        400,
                        "null",
                        post(JSON + "Transfer-Encoding: chunked\r\n", "").replace("Content-Length: 0\r\n", "")
                                + "5\n{\"id\"\r\n0\r\n\r\n"),
                Arguments.of("both lengths", 400, "null", post(JSON + "Transfer-Encoding: chunked\r\n", "0\r\n\r\n")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void refusesWithAJsonRpcError(String what, int status, String id, String request) throws IOException {
        var response = send(request);
        assertThat(response.status()).as(response.body()).isEqualTo(status);
        assertThat(response.headers()).containsEntry("content-type", "application/json");
        var error = TestServer.json(response.body());
        assertThat(error.fieldNames()).toIterable().containsExactly("jsonrpc", "id", "error");
        assertThat(error.get("id")).hasToString(id);
        assertThat(error.at("/error/code").asInt()).isEqualTo(status);
        assertThat(error.at("/error/message").asText()).isNotBlank().doesNotContain("org.eclipse", "x".repeat(99));
        assertThat(response.headers().containsKey("www-authenticate")).isEqualTo(status == 401);
    }

    @ParameterizedTest
    @CsvSource({"//mcp", "/mcp//", "/mcp/", "/mcp;x=1", "//mcp//"})
    void returnsJsonRpcForPathsThatResembleTheEndpoint(String path) throws IOException {
        var response = send(post(path, JSON + BEARER + token + "\r\n", PING));
        var message = TestServer.json(response.body());
        assertThat(message.has("result")).as(response.body()).isEqualTo(response.status() == 200);
        assertThat(message.at("/error/code").asInt(200)).isEqualTo(response.status());
    }

    @Test
    void returnsTheHealthJsonToBrowsersWhereThePageIsOff() throws IOException {
        var response = send("GET /" + HOST + "Accept: text/html\r\n\r\n");
        assertThat(response.headers())
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("vary");
        assertThat(TestServer.json(response.body()).path("status").asText()).isEqualTo("ok");
    }

    @Test
    void usesPlainJsonErrorsOutsideTheEndpoint() throws IOException {
        var response = send(post("/nothing", JSON + BEARER + token + "\r\n", PING));
        assertThat(response.status()).isEqualTo(404);
        assertThat(TestServer.json(response.body()).get("error").asText())
                .startsWith("Not found. The MCP endpoint is POST /mcp, /mcp/readonly,");
    }

    @Test
    void refusesACompressedBodyAtOnce() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(PING.replace("7", "7\",\"x\":\"" + " ".repeat(8_000_000)).getBytes(StandardCharsets.UTF_8));
        }
        var begun = System.nanoTime();
        var response = send(post(JSON + "Content-Encoding: gzip\r\n", bomb.toString(StandardCharsets.ISO_8859_1)));
        assertThat(response.status()).isEqualTo(415);
        assertThat(response.headers()).containsEntry("accept-encoding", "identity");
        assertThat(System.nanoTime() - begun).isLessThan(2_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", ""})
    void acceptsAHeaderThatIsRepeatedWithTheSameValue(String version) throws IOException {
        var twice = "MCP-Protocol-Version: " + version + "\r\n";
        assertThat(send(post(JSON + twice + twice, PING)).status()).isEqualTo(200);
    }

    @Test
    void acceptsATokenOfThirtyThousandCharacters() {
        var response = server.send(server.mcp("a".repeat(30_000)).POST(HttpRequest.BodyPublishers.ofString(PING)));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void logsNoErrorWhenAClientDisconnectsDuringItsBody() throws Exception {
        try (var log = new LogLines()) {
            try (var client = new RawClient(server.port())) {
                client.send(post(JSON, PING + " ").replaceAll(" $", ""));
                client.reset();
            }
            while (!log.lines().contains("the request body is incomplete")) {
                Thread.sleep(1);
            }
            assertThat(log.lines()).noneMatch(line -> line.contains("error="));
        }
        assertThat(internalErrors()).isZero();
    }

    @Test
    void logsNoErrorWhenAClientDisconnectsBeforeItsResponse() throws Exception {
        var list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        try (var log = new LogLines()) {
            for (int i = 0; i < 50; i++) {
                try (var client = new RawClient(server.port())) {
                    client.send(post(JSON, list).repeat(5));
                    client.reset();
                }
            }
            assertThat(server.post(token, PING).statusCode()).isEqualTo(200);
            assertThat(log.lines()).noneMatch(line -> line.contains("error="));
        }
        assertThat(internalErrors()).isZero();
    }

    private static double internalErrors() {
        return Scrape.of(server.send(server.admin("/metrics")).body()).sum(Metric.INTERNAL_ERRORS.scraped());
    }
}
