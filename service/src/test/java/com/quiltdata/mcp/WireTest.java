package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP clients of every kind meet, on the real server. */
@Tag("process")
final class WireTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final String MISSING = "JWT authentication required. Provide Authorization: Bearer header.";

    private static TestServer server;
    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(
                Map.of("QUILT_MCP_ALLOWED_ORIGINS", "https://pages.example.com", "QUILT_MCP_BODY_TIMEOUT", "1"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        sandbox.clearFaults();
        sandbox.clearRequests();
    }

    private static String writer() {
        return sandbox.token("writer");
    }

    /** What the server answers to these bytes, until it closes the connection. */
    private static String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What an error says, in either form. */
    private static String sentence(String body) {
        var error = TestServer.json(body).get("error");
        return error.isTextual() ? error.textValue() : error.get("message").textValue();
    }

    // --- health ---

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/healthz"})
    void healthNeedsNoBearerAndHasTheFieldsOfTheReplacedServer(String path) {
        var response = server.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(response.body()).startsWith("{\"status\": \"ok\", ");
        var body = TestServer.json(response.body());
        assertThat(body.get("status").asText()).isEqualTo("ok");
        assertThat(body.get("route").asText()).isEqualTo(path);
        assertThat(body.get("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*(Z|\\+00:00)");
        assertThat(body.get("server").fieldNames()).toIterable().containsExactly("name", "version", "transport");
        assertThat(body.at("/server/name").asText()).isEqualTo("quilt-mcp-server");
        assertThat(body.at("/server/transport").asText()).isEqualTo("http");
    }

    @Test
    void healthIgnoresBadTokensAndForeignHosts() throws IOException {
        assertThat(raw("GET /health HTTP/1.1\r\nHost: 10.0.0.7\r\nOrigin: https://evil.example\r\n"
                        + "Authorization: Basic x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void healthServesHeadRequests() {
        var response = server.send(
                HttpRequest.newBuilder(server.uri("/health")).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    // --- who comes in ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp",
                "/mcp/",
                "/nothing",
                "/mcp;x=/health",
                "/health/x",
                "/health-check",
                "/admin",
                "/mcp?access_token=abc",
                "/mcp?token=abc",
                "/favicon.ico",
                "/application.wadl"
            })
    void returns401WithoutABearerOnEveryPathThatIsNotOpen(String path) {
        for (var method : new String[] {"GET", "POST", "PUT", "DELETE", "PATCH"}) {
            var response = server.send(HttpRequest.newBuilder(server.uri(path))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(response.statusCode()).as(method).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer");
            assertThat(sentence(response.body())).startsWith(MISSING);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Bearer',JWT authentication required. Provide Authorization: Bearer header.",
        "'Bearer   ',JWT authentication required. Provide Authorization: Bearer header.",
        "'Basic dXNlcjpwdw==',Invalid Authorization header. Expected Bearer token.",
        "'token',Invalid Authorization header. Expected Bearer token.",
    })
    void returns401WhenAuthorizationHasNoBearerToken(String authorization, String sentence) {
        var response = server.send(HttpRequest.newBuilder(server.uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(PING)));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(sentence(response.body())).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"writer", "apikey"})
    void acceptsJwtsAndApiKeysAlike(String name) {
        assertThat(server.post(sandbox.token(name), PING).statusCode()).isEqualTo(200);
        assertThat(sandbox.callRequests()).isEmpty();
    }

    @Test
    void acceptsTheBearerSchemeInAnyCase() {
        var response = server.send(HttpRequest.newBuilder(server.uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Authorization", "bEARER " + writer())
                .POST(HttpRequest.BodyPublishers.ofString(PING)));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    // --- the endpoint ---

    @Test
    void servesTheEndpointWithAndWithoutASlash() {
        for (var path : new String[] {"/mcp", "/mcp/"}) {
            var response = server.send(HttpRequest.newBuilder(server.uri(path))
                    .header("Content-Type", "application/json; charset=utf-8")
                    .header("Authorization", "Bearer " + writer())
                    .POST(HttpRequest.BodyPublishers.ofString(PING)));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "text/event-stream", "application/json, text/event-stream"})
    void returns200ForAnyAcceptHeader(String accept) {
        assertThat(server.send(server.mcp(writer())
                                .header("Accept", accept)
                                .POST(HttpRequest.BodyPublishers.ofString(PING)))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH", "HEAD"})
    void returns405ForMethodsOtherThanPost(String method) {
        var response = server.send(server.mcp(writer()).method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow").orElseThrow()).contains("POST");
    }

    @Test
    void returns415ForAnotherContentType() {
        var response = server.send(HttpRequest.newBuilder(server.uri("/mcp"))
                .header("Content-Type", "text/plain")
                .header("Authorization", "Bearer " + writer())
                .POST(HttpRequest.BodyPublishers.ofString(PING)));
        assertThat(response.statusCode()).isEqualTo(415);
    }

    @Test
    void returns404ForAnUnknownPathWithABearer() {
        var response = server.send(
                HttpRequest.newBuilder(server.uri("/nothing")).header("Authorization", "Bearer " + writer()));
        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void returns202WithoutABodyForANotification() {
        var response = server.post(writer(), "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void issuesNoSessionAndIgnoresASentOne() {
        var response = server.send(server.mcp(writer())
                .header("Mcp-Session-Id", "from-elsewhere")
                .header("Last-Event-ID", "7")
                .POST(HttpRequest.BodyPublishers.ofString(PING)));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Mcp-Session-Id")).isEmpty();
    }

    @Test
    void returnsAValidRequestIdAndReplacesAnInvalidOne() {
        var sane = server.send(
                server.mcp(writer()).header("X-Request-Id", "abc-123").POST(HttpRequest.BodyPublishers.ofString(PING)));
        assertThat(sane.headers().firstValue("X-Request-Id")).contains("abc-123");
        for (var invalid : List.of("a b<script>", "qk_rMeenZ8ZUsnHmSOAQCiyxj1MH7xdmchB4E5VFQja")) {
            var odd = server.send(server.mcp(writer())
                    .header("X-Request-Id", invalid)
                    .POST(HttpRequest.BodyPublishers.ofString(PING)));
            assertThat(odd.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f-]{36}");
        }
    }

    // --- bodies ---

    @Test
    void returns413ForALargeBodyDeclaredOrChunked() {
        var big = "{\"x\":\"" + "a".repeat(10_000_000) + "\"}";
        var declared = server.post(writer(), big);
        assertThat(declared.statusCode()).isEqualTo(413);
        var chunked = server.send(server.mcp(writer())
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(big))));
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(sandbox.callRequests()).isEmpty();
    }

    @Test
    void returns408WhenTheBodyDoesNotArrive() throws IOException {
        var answer = raw("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + writer() + "\r\nContent-Length: 100\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 408");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"jsonrpc\" | 400 | -32700",
                "[] | 400 | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"no_such_tool\"}} | 200 | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"} | 200 | -32601",
            })
    void returnsJsonRpcErrorsForBadRequestsWithoutUpstreamCalls(String body, int status, int code) {
        var response = server.post(writer(), body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(TestServer.json(response.body()).at("/error/code").asInt()).isEqualTo(code);
        assertThat(sandbox.callRequests()).isEmpty();
    }

    @Test
    void refusesInvalidArgumentsWithoutUpstreamCalls() {
        assertThat(server.fails(writer(), "bucket_objects_list", Map.of("bucket", 7)))
                .contains("`bucket` must be a string");
        assertThat(server.fails(writer(), "bucket_objects_list", Map.of("bucket", "b", "extra", true)))
                .contains("unknown argument `extra`");
        assertThat(server.fails(writer(), "bucket_object_info", Map.of("s3_uri", "s3://quilt-example/a\u0007b")))
                .isNotBlank();
        assertThat(server.fails(writer(), "bucket_list", Map.of("x", 1))).contains("unknown argument `x`");
        assertThat(sandbox.callRequests()).isEmpty();
    }

    // --- pages ---

    @Test
    void preflightOfAnAllowedOriginNeedsNoBearer() {
        var response = server.send(HttpRequest.newBuilder(server.uri("/mcp"))
                .header("Origin", "https://pages.example.com")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,mcp-protocol-version")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(204);
        var headers = response.headers();
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains("https://pages.example.com");
        assertThat(headers.firstValue("Access-Control-Allow-Methods").orElseThrow())
                .contains("POST");
        assertThat(headers.firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("authorization", "content-type", "mcp-protocol-version", "mcp-method", "mcp-name");
        assertThat(headers.firstValue("Vary").orElseThrow()).contains("Origin");
    }

    @Test
    void allowedOriginCanReadARefusal() {
        var response = server.send(server.mcp(null)
                .header("Origin", "https://pages.example.com")
                .POST(HttpRequest.BodyPublishers.ofString(PING)));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("https://pages.example.com");
        assertThat(response.headers()
                        .firstValue("Access-Control-Expose-Headers")
                        .orElseThrow())
                .contains("www-authenticate");
    }

    @Test
    void allowsTheOriginOfTheCatalog() {
        var response = server.send(server.mcp(writer())
                .header("Origin", sandbox.catalogUrl())
                .POST(HttpRequest.BodyPublishers.ofString(PING)));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "https://pages.example.com.evil.example",
                "http://pages.example.com"
            })
    void returns403ForAForeignOrigin(String origin) {
        var response = server.send(
                server.mcp(writer()).header("Origin", origin).POST(HttpRequest.BodyPublishers.ofString(PING)));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:9999,200",
        "127.0.0.1,200",
        "LOCALHOST,200",
        "evil.example,403",
        "localhost.evil.example,403",
    })
    void refusesForeignHostNamesWhenBoundToLoopback(String host, int status) throws IOException {
        assertThat(raw("POST /mcp HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + writer() + "\r\nContent-Length: " + PING.length()
                        + "\r\nConnection: close\r\n\r\n" + PING))
                .startsWith("HTTP/1.1 " + status);
    }
}
