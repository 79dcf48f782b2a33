package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.LogLines;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole sign-in over HTTP, through the filters of the real server, in front of a Connect of the test. */
@Timeout(120)
@Tag("process")
final class SignInPagesWireTest {
    private static final String ORIGIN = "https://mcp.example.com";
    private static final String CLAUDE = "https://claude.ai/api/mcp/auth_callback";
    private static final String VERIFIER = "v".repeat(43);

    private static String connectId = "connect-7";
    private static FakeUpstream connect;
    private static TestServer server;

    @BeforeAll
    static void start() {
        connect = new FakeUpstream();
        var url = connect.url();
        connect.answering(exchange -> {
            var body = switch (exchange.getRequestURI().getPath()) {
                case "/auth/register" -> "{\"client_id\": \"%s\"}".formatted(connectId);
                case "/auth/token" -> "{\"access_token\": \"t\", \"token_type\": \"Bearer\", \"id\": \"secret\"}";
                default ->
                    "{\"issuer\": \"%1$s\", \"authorization_endpoint\": \"%1$s/a\", \"token_endpoint\": \"%1$s/auth/token\", \"registration_endpoint\": \"%1$s/auth/register\", \"revocation_endpoint\": \"%1$s/auth/revoke\"}"
                            .formatted(url);
            };
            FakeUpstream.answer(exchange, 200, "application/json", body);
        });
        server = TestServer.onSandbox(Map.of(
                "QUILT_MCP_CONNECT_URL",
                url,
                "QUILT_MCP_PUBLIC_URL",
                ORIGIN,
                "QUILT_MCP_STATE_KEY",
                "a-key-of-at-least-32-characters!",
                "QUILT_MCP_CONNECT_CLIENT_ID",
                "shared-7",
                "QUILT_MCP_SIGNIN_REDIRECTS",
                "claude.ai,documents.invalid"));
    }

    @AfterAll
    static void stop() {
        server.close();
        connect.close();
    }

    private static HttpResponse<String> post(String path, String type, String body, String... headers) {
        var request = HttpRequest.newBuilder(server.uri(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", type);
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpResponse<String> form(String path, String body, String... headers) {
        return post(path, "application/x-www-form-urlencoded", body, headers);
    }

    private static HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(server.uri(path)).GET();
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String register() {
        return register("Claude", CLAUDE);
    }

    private static String register(String name, String... redirects) {
        var body = "{\"client_name\": \"%s\", \"redirect_uris\": [\"%s\"]}"
                .formatted(name, String.join("\", \"", redirects));
        return TestServer.json(post("/register", "application/json", body).body())
                .path("client_id")
                .asText();
    }

    private static HttpResponse<String> authorize(String client, String... headers) {
        return request(client, CLAUDE, "s", headers);
    }

    private static HttpResponse<String> request(String client, String redirect, String state, String... headers) {
        var challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Hashing.sha256()
                        .hashString(VERIFIER, StandardCharsets.US_ASCII)
                        .asBytes());
        return get(
                "/authorize?response_type=code&state=%s&code_challenge_method=S256&client_id=%s&redirect_uri=%s&code_challenge=%s&resource=%s"
                        .formatted(
                                encode(state),
                                client,
                                encode(redirect),
                                challenge,
                                encode(ORIGIN + "/mcp?toolsets=readonly")),
                headers);
    }

    private static String first(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    private static String cookie(HttpResponse<String> page) {
        return page.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private static String decision(HttpResponse<String> page) {
        return "decision=continue&consent=" + first("name=\"consent\" value=\"([^\"]*)\"", page.body());
    }

    @Test
    void signsInFromRegistrationToToken() {
        var client = register();
        var page = authorize(client);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-signin-")
                .contains("Lax");
        var onward = form("/signin/consent", decision(page), "Cookie", cookie(page), "Origin", ORIGIN);
        var address = first("content=\"0; url=([^\"]*)\"", onward.body());
        assertThat(address).startsWith(connect.url() + "/a?").contains("client_id=connect-7");
        var back = get("/signin/callback?code=c&state=" + first("state=([^&]*)", address), "Cookie", cookie(page));
        assertThat(back.statusCode()).isEqualTo(302);
        var location = back.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(CLAUDE + "?code=").endsWith("&state=s&iss=https%3A%2F%2Fmcp.example.com");
        var token = form(
                "/token",
                "grant_type=authorization_code&client_id=%s&code=%s&redirect_uri=%s&code_verifier=%s"
                        .formatted(client, first("code=([^&]*)", location), encode(CLAUDE), VERIFIER),
                "Origin",
                "https://inspector.example");
        assertThat(token.statusCode()).isEqualTo(200);
        assertThat(token.body()).isEqualTo("{\"access_token\":\"t\",\"token_type\":\"Bearer\"}");
        assertThat(token.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(token.headers().firstValue("Cache-Control")).contains("no-store");
    }

    /** No host below .invalid exists (RFC 2606 §2). */
    @Test
    void looksForTheDocumentOfAClientWhoseIdIsItsUrl() {
        var metadata =
                TestServer.json(get("/.well-known/oauth-authorization-server").body());
        assertThat(metadata.path("client_id_metadata_document_supported").asBoolean())
                .isTrue();
        try (var log = new LogLines()) {
            assertThat(authorize(encode("https://documents.invalid/client")).statusCode())
                    .isEqualTo(400);
            assertThat(log.lines()).anyMatch(it -> it.startsWith("no client metadata document at documents.invalid:"));
        }
    }

    /** No limit on a request's or a response's head may be lower than what the limits on its parts allow together. */
    @Test
    void signsInWithTheLargestValuesOfAllParameters() {
        var redirects = IntStream.range(0, 5)
                .mapToObj(it -> CLAUDE + "?" + it + "&".repeat(512 - CLAUDE.length() - 2))
                .toArray(String[]::new);
        connectId = "i".repeat(512);
        var client = register("\u4e16".repeat(64), redirects);
        connectId = "connect-7";
        var state = "\"".repeat(1024);
        var cookies = new StringJoiner("; ");
        for (int i = 0; i < 3; i++) {
            cookies.add(cookie(request(client, redirects[4], state)));
        }
        var page = request(client, redirects[4], state, "Cookie", cookies.toString());
        assertThat(page.statusCode()).isEqualTo(200);
        cookies.add(cookie(page));
        var onward = form("/signin/consent", decision(page), "Cookie", cookies.toString(), "Origin", ORIGIN);
        var address = first("content=\"0; url=([^\"]*)\"", onward.body());
        var callback = "/signin/callback?code=" + "c".repeat(2048) + "&state=" + first("state=([^&]*)", address);
        var back = get(callback, "Cookie", cookies.toString());
        assertThat(back.statusCode()).isEqualTo(302);
        var location = back.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(redirects[4]).contains("&state=" + "%22".repeat(1024) + "&iss=");
        var token = form(
                "/token",
                "grant_type=authorization_code&client_id=%s&code=%s&redirect_uri=%s&code_verifier=%s"
                        .formatted(client, first("&code=([^&]*)", location), encode(redirects[4]), VERIFIER));
        assertThat(token.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://mcp.example.com"})
    void refusesADecisionFromAPageOfAnotherOrigin(String origin) {
        var page = authorize(register());
        var response = form("/signin/consent", decision(page), "Cookie", cookie(page), "Origin", origin);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).doesNotContain("http-equiv");
    }

    @Test
    void allowsNoOriginToReadTheConsentPage() {
        var page = authorize(register(), "Origin", ORIGIN);
        assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void refusesWithAnHtmlPageAndItsStatus() {
        var page = authorize("who");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'");
    }
}
