package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.RawClient;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets the page at {@code /}, who gets JSON there, and what requests get that miss the endpoint. */
@Tag("process")
final class FrontPageWireTest {
    private static final String CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
            + "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";
    private static final String ENDPOINT = "The MCP endpoint is POST /mcp";
    private static final String BROWSER =
            "Clients send POST requests to the MCP endpoint, /mcp; to see this server in a browser, open the path /.";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.onSandbox(Map.of("QUILT_MCP_PUBLIC_URL", "https://mcp.example.com"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> send(String method, String path, @Nullable String accept) {
        var request = HttpRequest.newBuilder(server.uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
        return server.send(accept == null ? request : request.header("Accept", accept));
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHROME,
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
                "TEXT/HTML",
                "text/html; charset=utf-8",
                "text/html;q=0.1",
                "application/json;q=0.5, text/html",
                "application/json;q=0, text/html;q=0.5"
            })
    void browsersGetThePage(String accept) {
        var response = send("GET", "/", accept);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(response, "Vary")).isEqualTo("Accept, Accept-Encoding");
        assertThat(response.body())
                .startsWith("<!DOCTYPE html>")
                .contains("https://mcp.example.com/mcp", "All is well");
        var head = send("HEAD", "/", accept);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(header(response, "Content-Length"));
    }

    /** A load balancer's health check sends no Accept, and one of Kubernetes any type. */
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "text/*",
                "text/html;q=0",
                "text/html;q=0.0, */*",
                "text/html;q=high",
                "text/html;Q=0",
                "text/html; q = 0",
                "text/html;\"",
                "text/htmlx",
                "text/plain, application/xhtml+xml",
                "text/html, application/json",
                "application/json, text/html;q=0.9",
                "application/json, text/event-stream"
            })
    void everybodyElseGetsTheHealthJson(@Nullable String accept) {
        var response = send("GET", "/", accept);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "Vary")).isEqualTo("Accept");
        assertThat(response.body()).startsWith("{\"status\": \"ok\", ").contains("\"route\": \"/\"");
    }

    @Test
    void sortsNoAcceptThatIsLongerThanABrowsers() {
        var response = send("GET", "/", "text/html" + ", a/b;q=0.5".repeat(100));
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/healthz"})
    void healthIsJsonInBrowsersToo(String path) {
        var response = send("GET", path, CHROME);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "Vary")).isEmpty();
        assertThat(response.body()).startsWith("{\"status\": \"ok\", ");
    }

    @Test
    void policyAllowsOnlyThePagesOwnStyleScriptAndIcon() {
        var response = send("GET", "/", CHROME);
        var document = Jsoup.parse(response.body());
        assertThat(header(response, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; base-uri 'none';"
                                .formatted(
                                        hash(document.select("style").getFirst().data()),
                                        hash(document.select("script")
                                                .getFirst()
                                                .data()))
                        + " form-action 'none'; frame-ancestors 'none'");
        assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    }

    private static String hash(String text) {
        return "sha256-"
                + Base64.getEncoder()
                        .encodeToString(Hashing.sha256()
                                .hashString(text, StandardCharsets.UTF_8)
                                .asBytes());
    }

    @Test
    void compressedPageIsTheSame() throws Exception {
        var request =
                HttpRequest.newBuilder(server.uri("/")).header("Accept", CHROME).header("Accept-Encoding", "br, gzip");
        var response = BoundedHttp.shared().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
        assertThat(response.body()).hasSizeLessThan(40_000);
        try (var page = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(send("GET", "/", CHROME).body());
        }
    }

    @Test
    void malformedAcceptEncodingGetsThePageUncompressed() {
        var response = server.send(HttpRequest.newBuilder(server.uri("/"))
                .header("Accept", CHROME)
                .header("Accept-Encoding", "gzip; q = 0.5"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("<!DOCTYPE html>");
    }

    /** Else one connection could ask for thousands of pages at once, which would keep the network's thread busy. */
    @Test
    void connectionEndsAfterOnePage() throws Exception {
        var request = "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n";
        try (var client = new RawClient(server.port())) {
            var page = client.send(request.repeat(3)).response();
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.headers()).containsEntry("connection", "close");
            assertThatThrownBy(client::response).isInstanceOf(IOException.class);
        }
    }

    @Test
    void nothingOfTheRequestIsInThePage() throws Exception {
        try (var client = new RawClient(server.port())) {
            var response = client.send(
                            "GET /?q=mark-7 HTTP/1.1\r\nHost: mark-7.example\r\nX-Forwarded-Host: mark-7.example\r\n"
                                    + "Authorization: Bearer mark-7\r\nCookie: a=mark-7\r\nReferer: https://mark-7.example/\r\n"
                                    + "Accept: text/html\r\nX-Forwarded-Prefix: /mark-7\r\n\r\n")
                    .response();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body())
                    .doesNotContain("mark-7")
                    .isEqualTo(send("GET", "/", CHROME).body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /, 405, The MCP endpoint is POST /mcp",
        "GET, /mcp, 401, " + BROWSER,
        "GET, /mcp/, 401, " + BROWSER,
        "GET, /mcp/readonly, 401, " + BROWSER,
        "GET, /mcp/sse, 401, " + ENDPOINT,
        "GET, /sse, 401, " + ENDPOINT,
        "POST, /messages, 401, " + ENDPOINT,
        "POST, /api/mcp, 401, " + ENDPOINT,
        "GET, /MCP, 401, " + ENDPOINT
    })
    void namesTheEndpointToRequestsThatMissIt(String method, String path, int status, String sentence) {
        var response = send(method, path, CHROME);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(sentence(path, response)).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /mcp, 405, " + BROWSER,
        "DELETE, /mcp/, 405, " + BROWSER,
        "POST, /mcp/sse, 404, " + ENDPOINT,
        "GET, /sse, 404, " + ENDPOINT,
        "POST, /messages, 404, " + ENDPOINT,
        "POST, /api/mcp, 404, " + ENDPOINT,
        "POST, /MCP, 404, " + ENDPOINT
    })
    void namesTheEndpointToRequestsWithATokenThatMissIt(String method, String path, int status, String sentence) {
        var response = server.send(HttpRequest.newBuilder(server.uri(path))
                .header("Authorization", "Bearer " + SandboxProcess.shared().token("writer"))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(sentence(path, response)).contains(sentence);
    }

    private static String sentence(String path, HttpResponse<String> response) {
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        var body = TestServer.json(response.body());
        return path.startsWith("/mcp")
                ? body.at("/error/message").asText()
                : Objects.requireNonNull(body.path("error").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json, text/event-stream", "text/html;\""})
    void clientsWithoutATokenGetTheSentenceOfTheReferenceAlone(String accept) {
        assertThat(sentence("/mcp", send("POST", "/mcp", accept)))
                .isEqualTo("JWT authentication required. Provide Authorization: Bearer header.");
    }

    @Test
    void publicUrlAloneSwitchesNoSignInOn() {
        for (var path : new String[] {"/register", "/.well-known/oauth-authorization-server"}) {
            assertThat(send("GET", path, null).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(header(send("POST", "/mcp", null), "WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(send("GET", "/", CHROME).body()).contains("With a token");
    }
}
