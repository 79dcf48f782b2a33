package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RawClient;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.Scrape;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What clients find and register before their users sign in, on the real server in front of a Connect of the test. */
@Timeout(120)
@Tag("process")
final class SignInWireTest {
    private static final String ORIGIN = "https://mcp.example.com";
    private static final String CLAUDE = "https://claude.ai/api/mcp/auth_callback";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"bucket_list\"}}";
    private static final String FOREIGN = "https://inspector.example";

    private static FakeUpstream connect;
    private static TestServer server;

    @BeforeAll
    static void start() {
        connect = new FakeUpstream();
        server = TestServer.onSandbox(Map.of(
                "QUILT_MCP_CONNECT_URL",
                connect.url(),
                "QUILT_MCP_PUBLIC_URL",
                ORIGIN,
                "QUILT_MCP_STATE_KEY",
                "a-key-of-at-least-32-characters!",
                "QUILT_MCP_SHARED_ADDRESSES",
                "127.0.0.1",
                "QUILT_MCP_UNACCEPTED_ARRIVALS",
                "16"));
    }

    @AfterAll
    static void stop() {
        server.close();
        connect.close();
    }

    @BeforeEach
    void connectRegisters() {
        connect.answering(
                exchange -> respond(exchange, 201, "{\"client_id\": \"connect-7\", \"client_secret\": \"s\"}"));
    }

    private static void respond(HttpExchange exchange, int status, String registered) throws IOException {
        var metadata = """
                {"issuer": "URL", "authorization_endpoint": "URL/connect/authorize", "token_endpoint": "URL/auth/token",
                 "registration_endpoint": "URL/auth/register", "revocation_endpoint": "URL/auth/revoke"}""".replace("URL", connect.url());
        var wellKnown = exchange.getRequestURI().getPath().startsWith("/.well-known/");
        FakeUpstream.answer(exchange, wellKnown ? 200 : status, "application/json", wellKnown ? metadata : registered);
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(server.uri(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpResponse<String> register(String body, String... headers) {
        return send("POST", "/register", body, headers);
    }

    private static String metadata(String... redirects) {
        return "{\"client_name\": \"Claude\", \"redirect_uris\": [%s], \"token_endpoint_auth_method\": \"none\"}"
                .formatted(Stream.of(redirects).map(it -> "\"" + it + "\"").collect(Collectors.joining(",")));
    }

    private static long sent() {
        return connect.seen().stream()
                .filter(it -> it.path().equals("/auth/register"))
                .count();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return TestServer.json(response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-authorization-server",
                "/.well-known/oauth-authorization-server/mcp",
                "/.well-known/oauth-authorization-server/mcp/",
                "/.well-known/openid-configuration",
                "/.well-known/openid-configuration/mcp",
                "/.well-known/openid-configuration/mcp/readonly",
                "/.well-known/oauth-authorization-server/mcp/x/packages,search/readonly/"
            })
    void metadataNamesTheServerAsItsAuthorizationServer(String path) {
        var response = server.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(json(response)).isEqualTo(TestServer.json("""
                {"issuer": "https://mcp.example.com",
                 "authorization_endpoint": "https://mcp.example.com/authorize",
                 "token_endpoint": "https://mcp.example.com/token",
                 "registration_endpoint": "https://mcp.example.com/register",
                 "revocation_endpoint": "https://mcp.example.com/revoke",
                 "scopes_supported": ["platform"], "response_types_supported": ["code"],
                 "response_modes_supported": ["query"],
                 "grant_types_supported": ["authorization_code", "refresh_token"],
                 "code_challenge_methods_supported": ["S256"],
                 "token_endpoint_auth_methods_supported": ["none"],
                 "revocation_endpoint_auth_methods_supported": ["none"],
                 "authorization_response_iss_parameter_supported": true,
                 "client_id_metadata_document_supported": false}"""));
    }

    @ParameterizedTest
    @CsvSource({
        ",/mcp",
        "/,/mcp",
        "/mcp,/mcp",
        "/mcp/,/mcp/",
        "/mcp/readonly,/mcp/readonly",
        "/mcp/readonly/,/mcp/readonly/",
        "/mcp/x/chatgpt,/mcp/x/chatgpt",
        "'/mcp/x/Packages,search/readonly','/mcp/x/Packages,search/readonly'",
    })
    void metadataSpellsTheResourceAsRequested(String path, String resource) {
        var response = server.get("/.well-known/oauth-protected-resource" + (path == null ? "" : path));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response)).isEqualTo(TestServer.json("""
                {"resource": "https://mcp.example.com%s", "authorization_servers": ["https://mcp.example.com"],
                 "bearer_methods_supported": ["header"], "scopes_supported": ["platform"],
                 "resource_name": "Quilt MCP server"}""".formatted(resource)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource/elsewhere",
                "/.well-known/oauth-protected-resource/mcp/elsewhere",
                "/.well-known/oauth-protected-resource/mcp/Readonly",
                "/.well-known/oauth-protected-resource/mcp/%72eadonly",
                "/.well-known/oauth-protected-resource/mcp/x/nothing",
                "/.well-known/oauth-protected-resource/mcp/x/packages,nothing/readonly",
                "/.well-known/oauth-protected-resource/mcp/x/,",
                "/.well-known/oauth-protected-resource/mcpx",
                "/.well-known/oauth-authorization-server/elsewhere",
                "/.well-known/oauth-authorization-server/mcp/x/nothing",
                "/.well-known/oauth-authorization-serverx",
                "/.well-known/oauth-protected-resource;x",
                "/.well-known/oauth-protected-resource;x/mcp",
                "/.well-known/oauth-protected-resource/mcp/readonly;x",
                "/.well-known/oauth-protected-resource/mcp;x/readonly",
                "/.well-known/oauth-protected-resource/mcp/x/packages,packages",
                "/.well-known/oauth-authorization-server/mcp/readonly;x",
                "/.well-known/oauth-authorization-server;x/mcp",
                "/.well-known/openid-configuration/mcp/x/packages;x/readonly"
            })
    void returns404ForUnknownMetadataDocument(String path) {
        assertThat(server.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void everyRefusalNamesDocumentAndScope() {
        var ending =
                "resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource%s\", scope=\"platform\"";
        assertThat(challenge(server.post(null, PING))).isEqualTo("Bearer " + ending.formatted("/mcp"));
        assertThat(challenge(send("POST", "/mcp/", PING))).isEqualTo("Bearer " + ending.formatted("/mcp/"));
        for (var path : new String[] {"/mcp/readonly", "/mcp/x/packages/", "/mcp/x/packages,search/readonly"}) {
            assertThat(challenge(send("POST", path, PING))).isEqualTo("Bearer " + ending.formatted(path));
        }
        var longPath = "/mcp/x/" + "packages,".repeat(3000) + "packages";
        for (var path : new String[] {"/elsewhere", "/mcp/x/nothing", "/mcp/x/a%22b", "/mcp/readonly;x", longPath}) {
            assertThat(challenge(server.get(path))).isEqualTo("Bearer " + ending.formatted("/mcp"));
        }
        assertThat(challenge(server.post(SandboxProcess.shared().token("expired"), CALL)))
                .startsWith("Bearer error=\"invalid_token\", error_description=\"")
                .endsWith("\", " + ending.formatted("/mcp"));
    }

    private static String challenge(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        return response.headers().firstValue("WWW-Authenticate").orElseThrow();
    }

    @Test
    void registersClientsAtConnectWithTheServersCallbackOnly() {
        var response = register(metadata(CLAUDE, "http://localhost:1/cb"));
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        var body = json(response);
        assertThat(body.path("client_id").asText())
                .matches("[A-Za-z0-9_-]{50,1000}")
                .doesNotContain("connect-7");
        assertThat(body.path("client_id_issued_at").asLong()).isPositive();
        assertThat(body.path("client_name").asText()).isEqualTo("Claude");
        assertThat(body.path("redirect_uris"))
                .isEqualTo(TestServer.json("[\"" + CLAUDE + "\",\"http://localhost:1/cb\"]"));
        assertThat(body.path("token_endpoint_auth_method").asText()).isEqualTo("none");
        assertThat(response.body()).doesNotContain("secret");
        var seen = connect.seen().getLast();
        assertThat(TestServer.json(seen.body())).isEqualTo(TestServer.json("""
                {"client_name": "Claude via mcp.example.com", "token_endpoint_auth_method": "none", "scope": "platform",
                 "redirect_uris": ["https://mcp.example.com/signin/callback"],
                 "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"]}"""));
        assertThat(seen.authorization()).isNull();
    }

    @Test
    void namesAClientWithoutANameByItsHost() {
        assertThat(register("{\"redirect_uris\": [\"" + CLAUDE + "\"]}").statusCode())
                .isEqualTo(201);
        assertThat(connect.seen().getLast().body()).contains("\"claude.ai via mcp.example.com\"");
    }

    @Test
    void registersAsManyAsFiveRedirects() {
        var redirects = IntStream.rangeClosed(1, 5).mapToObj("http://localhost/%d"::formatted);
        assertThat(register(metadata(redirects.toArray(String[]::new))).statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"512, 201", "513, 503"})
    void acceptsClientIdsOfConnectOfAsManyAs512Characters(int length, int status) {
        connect.answering(exchange -> respond(exchange, 201, "{\"client_id\": \"%s\"}".formatted("c".repeat(length))));
        assertThat(register(metadata(CLAUDE)).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "a\\u202eb\\u200d, ab",
        "a\\n b\\u0000, a b",
        "Ren\\u00e9e's \\ud83e\\uddea, Renée's 🧪",
        "12345678901234567890123456789012345678901234567890123456789012345,"
                + " 123456789012345678901234567890123456789012345678901234567890123…"
    })
    void registersANameAsTheConsentPageShowsIt(String name, String kept) {
        var response = register("{\"client_name\": \"%s\", \"redirect_uris\": [\"%s\"]}".formatted(name, CLAUDE));
        assertThat(json(response).path("client_name").asText()).isEqualTo(kept);
        assertThat(TestServer.json(connect.seen().getLast().body())
                        .path("client_name")
                        .asText())
                .isEqualTo(kept + " via mcp.example.com");
    }

    @Test
    void treatsANameWithoutVisibleCharactersAsAbsent() {
        var response = register("{\"client_name\": \"\\u200d \\n\", \"redirect_uris\": [\"%s\"]}".formatted(CLAUDE));
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(json(response).has("client_name")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"redirect_uris\": [\"https://evil.example/cb\"]}",
                "{\"redirect_uris\": [\"https://claude.ai/cb\", \"https://claude.ai@evil.example/\"]}",
                "{\"redirect_uris\": []}",
                "{\"redirect_uris\": \"https://claude.ai/cb\"}",
                "{\"redirect_uris\": [\"http://localhost/1\",\"http://localhost/2\",\"http://localhost/3\","
                        + "\"http://localhost/4\",\"http://localhost/5\",\"http://localhost/6\"]}",
                "{}"
            })
    void refusesRedirectsBeforeConnectIsAsked(String body) {
        assertRefused(body, "invalid_redirect_uri");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "no json",
                "{\"redirect_uris\": [\"https://claude.ai/cb\"], \"redirect_uris\": []}",
                "{\"redirect_uris\": [\"https://claude.ai/cb\"], \"grant_types\": [\"client_credentials\"]}"
            })
    void refusesMetadataBeforeConnectIsAsked(String body) {
        assertRefused(body, "invalid_client_metadata");
    }

    private static void assertRefused(String body, String error) {
        var before = sent();
        var response = register(body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("error").asText()).isEqualTo(error);
        assertThat(json(response).path("error_description").asText())
                .hasSizeGreaterThan(20)
                .doesNotContain("evil");
        assertThat(sent()).isEqualTo(before);
    }

    @Test
    void saysThatConnectRefusesOrIsUnreachable() {
        connect.answering(exchange -> respond(exchange, 400, "{\"error\": \"invalid_redirect_uri\"}"));
        var refused = register(metadata(CLAUDE));
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(json(refused).path("error_description").asText())
                .contains("HTTP 400", "ConnectAllowedHosts", "https://mcp.example.com/signin/callback");
        for (var status : List.of(429, 500)) {
            connect.answering(exchange -> respond(exchange, status, "{}"));
            assertThat(register(metadata(CLAUDE)).statusCode()).isEqualTo(503);
        }
        connect.answering(exchange -> respond(exchange, 200, "<html>"));
        var away = register(metadata(CLAUDE));
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(json(away).path("error").asText()).isEqualTo("temporarily_unavailable");
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void allowsRegistrationFromAnyOriginWithoutCookies() {
        var response = register(metadata(CLAUDE), "Origin", FOREIGN);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(response.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        for (var path : new String[] {"/register", "/token", "/revoke"}) {
            var preflight = send("OPTIONS", path, "", "Origin", FOREIGN, "Access-Control-Request-Method", "POST");
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(preflight
                            .headers()
                            .firstValue("Access-Control-Allow-Methods")
                            .orElseThrow())
                    .contains("POST");
        }
        assertThat(send("GET", "/.well-known/openid-configuration", "", "Origin", FOREIGN)
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }

    @ParameterizedTest
    @CsvSource({"GET,/authorize", "POST,/signin/consent", "GET,/signin/callback"})
    void refusesRequestsFromOtherOriginsOnSignInPages(String method, String path) {
        for (var origin : new String[] {FOREIGN, "null", SandboxProcess.shared().catalogUrl()}) {
            assertThat(send(method, path, "", "Origin", origin).statusCode()).isEqualTo(403);
        }
        var own = send(method, path, "", "Origin", ORIGIN);
        assertThat(own.statusCode()).isNotIn(401, 403);
        assertThat(own.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(send("POST", "/mcp", PING, "Origin", ORIGIN).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/register", "/token", "/revoke", "/signin/consent"})
    void refusesLargeAndCompressedBodies(String path) {
        var large = send("POST", path, "x".repeat(16 * 1024 + 1));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("16,384 bytes");
        assertThat(send("POST", path, "x".repeat(100_000)).statusCode()).isEqualTo(413);
        assertThat(send("POST", path, "x".repeat(10_000_000)).statusCode()).isEqualTo(413);
        assertThat(send("POST", path, "x", "Content-Encoding", "gzip").statusCode())
                .isEqualTo(415);
    }

    /** {@code error} is a code there, and only {@code error_description} is for people (RFC 6749 §5.2). */
    @ParameterizedTest
    @ValueSource(strings = {"/register", "/token", "/revoke"})
    void returnsOAuthErrorsForBodiesThatCannotBeRead(String path) throws IOException {
        assertOAuthError(send("POST", path, "x".repeat(16 * 1024 + 1)), 413, "invalid_request");
        assertOAuthError(send("POST", path, "x", "Content-Encoding", "gzip"), 415, "invalid_request");
        assertOAuthError(send("PUT", path, "x"), 405, "invalid_request");
        var broken = raw(head(path) + "Transfer-Encoding: chunked\r\n\r\nno chunk\r\n");
        assertThat(broken.status()).isEqualTo(400);
        assertOAuthError(TestServer.json(broken.body()), "invalid_request");
        assertThat(json(send("POST", "/signin/consent", "x", "Content-Encoding", "gzip")))
                .isEqualTo(TestServer.json("{\"error\": \"Send the request body without Content-Encoding.\"}"));
    }

    @Test
    void sendsRetryAfterToAnOAuthClientWhoseNetworkSendsTooManyBodies() throws IOException {
        var arriving = head("/token") + "X-Forwarded-For: 203.0.113.60\r\nExpect: 100-continue\r\n"
                + "Content-Length: 1\r\n\r\n";
        var clients = new ArrayList<RawClient>();
        try {
            var response = new RawClient.Response(100, Map.of(), "");
            while (response.status() == 100 && clients.size() <= 16) {
                clients.add(new RawClient(server.port()));
                response = clients.getLast().send(arriving).response();
            }
            assertThat(response.status()).isEqualTo(429);
            assertThat(response.headers()).containsEntry("retry-after", "2");
            assertOAuthError(TestServer.json(response.body()), "temporarily_unavailable");
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    private static void assertOAuthError(HttpResponse<String> response, int status, String error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertOAuthError(json(response), error);
    }

    private static void assertOAuthError(JsonNode body, String error) {
        assertThat(body.fieldNames()).toIterable().containsExactly("error", "error_description");
        assertThat(body.path("error").asText()).isEqualTo(error);
        assertThat(body.path("error_description").asText()).hasSizeGreaterThan(20);
    }

    private static String head(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
    }

    private static RawClient.Response raw(String request) throws IOException {
        try (var client = new RawClient(server.port())) {
            return client.send(request).response();
        }
    }

    /** Resources are found by the path as it was sent, so nothing else may be decided by its decoded form. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%74oken",
                "/%72egister",
                "/revok%65",
                "/%61uthorize",
                "/signin%2dx/../consent",
                "/x/../token",
                "/mcp/../register",
                "/%6dcp",
                "/%2ewell-known/oauth-authorization-server"
            })
    void requiresABearerByTheUndecodedPath(String path) throws IOException {
        var head = head(path);
        assertThat(raw(head + "Content-Length: 2\r\n\r\n{}").status()).isEqualTo(401);
        var bearer = head + "Authorization: Bearer x\r\nContent-Length: ";
        assertThat(raw(bearer + "2\r\n\r\n{}").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/register",
                "/register/",
                "/register;x=1",
                "/register/;x",
                "/%72egister",
                "/mcp/../register",
                "/elsewhere"
            })
    void limitsBodiesOutsideOfMcpWithAndWithoutABearer(String path) throws IOException {
        var large = "x".repeat(16 * 1024 + 1);
        var request = head(path) + "Authorization: Bearer x\r\nContent-Length: " + large.length() + "\r\n\r\n" + large;
        assertThat(raw(request).status()).isEqualTo(path.startsWith("/mcp") ? 404 : 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/register;x=1", "/register/", "/register/;x"})
    void ignoresPathParameters(String path) throws IOException {
        var body = metadata(CLAUDE);
        assertThat(raw(head(path) + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/authorize|GET, HEAD, OPTIONS",
                "/signin/callback|GET, HEAD, OPTIONS",
                "/signin/consent|POST, OPTIONS",
                "/token|POST, OPTIONS"
            })
    void optionsNamesTheMethodsOfAPath(String path, String methods) {
        var response = send("OPTIONS", path, "", "Origin", ORIGIN, "Access-Control-Request-Method", "GET");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Allow")).contains(methods);
        var cors = response.headers().map().keySet().stream().filter(it -> it.startsWith("access-control-"));
        assertThat(cors.toList().isEmpty()).isEqualTo(!path.equals("/token"));
    }

    @Test
    void timesOutForABodyThatStopsArriving() throws IOException {
        var body = metadata(CLAUDE);
        var head = "POST /register HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
        try (var slow = new RawClient(server.port());
                var late = new RawClient(server.port())) {
            late.send(head + "Content-Length: 100\r\n\r\n{");
            slow.send(head + "Content-Length: " + body.length() + "\r\n\r\n" + body.substring(0, 9));
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            slow.send(body.substring(9).getBytes(StandardCharsets.UTF_8));
            assertThat(slow.response().status()).isEqualTo(201);
            assertThat(late.response().status()).isEqualTo(408);
        }
    }

    @Test
    void returns429ToAnAddressThatRegistersTooOften() {
        var from = new String[] {"X-Forwarded-For", "203.0.113.9"};
        var response = register("{}", from);
        for (int i = 0; i < 1000 && response.statusCode() == 400; i++) {
            response = register("{}", from);
        }
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9]\\d*");
        assertThat(json(response).path("error").asText()).isEqualTo("temporarily_unavailable");
        assertThat(register("{}", "X-Forwarded-For", "203.0.113.10").statusCode())
                .isEqualTo(400);
    }

    @Test
    void everyStepIsAuditedAndCounted() {
        var audit = (Logger) LoggerFactory.getLogger("audit");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        audit.addAppender(lines);
        try {
            register(metadata(CLAUDE), "X-Forwarded-For", "203.0.113.11", "User-Agent", "probe/1");
            register("{}", "X-Forwarded-For", "203.0.113.12");
        } finally {
            audit.detachAppender(lines);
        }
        assertThat(lines.list).hasSize(2);
        assertThat(fields(lines.list.getFirst()))
                .containsEntry("step", "register")
                .containsEntry("outcome", "ok")
                .containsEntry("client_host", "claude.ai")
                .containsEntry("client", "203.0.113.11")
                .containsEntry("user_agent", "probe/1")
                .containsOnlyKeys("request", "step", "outcome", "ms", "client_host", "client", "user_agent");
        assertThat(fields(lines.list.getLast()))
                .containsEntry("outcome", "refused")
                .containsEntry("client_host", "-");
        var scrape = Scrape.of(server.send(server.admin("/metrics")).body());
        assertThat(scrape.sum("quilt_mcp_sign_in_steps_total", "step=\"register\"", "outcome=\"ok\""))
                .isPositive();
        assertThat(scrape.sum(
                        "quilt_mcp_upstream_duration_seconds_count", "upstream=\"connect\"", "operation=\"register\""))
                .isPositive();
    }

    private static Map<String, String> fields(ILoggingEvent line) {
        return line.getKeyValuePairs().stream().collect(Collectors.toMap(it -> it.key, it -> String.valueOf(it.value)));
    }
}
