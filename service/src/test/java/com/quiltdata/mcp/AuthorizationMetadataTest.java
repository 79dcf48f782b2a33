package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are told about where tokens come from (RFC 9728), on the real server. */
@Tag("process")
final class AuthorizationMetadataTest {
    private static final String DOCUMENT = "/.well-known/oauth-protected-resource";
    private static final String URL = "https://mcp.example.com/.well-known/oauth-protected-resource/platform/mcp";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"bucket_list\"}}";

    private static TestServer told;
    private static TestServer silent;

    @BeforeAll
    static void start() {
        told = TestServer.onSandbox(Map.of(
                "QUILT_MCP_RESOURCE",
                "https://mcp.example.com/platform/mcp",
                "QUILT_MCP_AUTHORIZATION_SERVERS",
                "https://connect.example.com/, https://id.example.com",
                "QUILT_MCP_SCOPES",
                "platform"));
        silent = TestServer.onSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        told.close();
        silent.close();
    }

    private static HttpResponse<String> send(TestServer server, String method, String path, String... headers) {
        var request = HttpRequest.newBuilder(server.uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return server.send(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {DOCUMENT, DOCUMENT + "/platform/mcp"})
    void documentHasTheConfiguredValuesUnchanged(String path) {
        var response = told.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("public, max-age=3600");
        assertThat(TestServer.json(response.body()))
                .isEqualTo(TestServer.json("{\"resource\":\"https://mcp.example.com/platform/mcp\","
                        + "\"authorization_servers\":[\"https://connect.example.com/\",\"https://id.example.com\"],"
                        + "\"bearer_methods_supported\":[\"header\"],\"scopes_supported\":[\"platform\"],"
                        + "\"resource_name\":\"Quilt MCP server\"}"));
    }

    @Test
    void eachPathOfTheEndpointHasItsDocument() {
        for (var path : List.of("/readonly", "/x/packages,search", "/x/packages/readonly/", "/")) {
            var url = "https://mcp.example.com/platform/mcp" + path;
            assertThat(TestServer.json(
                                    told.get(DOCUMENT + "/platform/mcp" + path).body())
                            .path("resource")
                            .asText())
                    .isEqualTo(url);
            assertThat(challenge(send(told, "POST", "/mcp" + path))).contains("\"" + URL + path + "\"");
            assertThat(told.get(DOCUMENT + "/mcp" + path).statusCode()).isEqualTo(404);
        }
        assertThat(told.get(DOCUMENT + "/platform/mcp/x/nothing").statusCode()).isEqualTo(404);
        assertThat(challenge(send(told, "POST", "/mcp/x/nothing"))).contains("\"" + URL + "\"");
    }

    @Test
    void servesHeadRequests() {
        assertThat(send(told, "HEAD", DOCUMENT).statusCode()).isEqualTo(200);
    }

    @Test
    void allowsEveryOriginToReadTheDocument() {
        var get = send(told, "GET", DOCUMENT, "Origin", "https://inspector.example");
        assertThat(get.statusCode()).isEqualTo(200);
        assertThat(get.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
        var preflight = send(
                told,
                "OPTIONS",
                DOCUMENT + "/platform/mcp",
                "Origin",
                "https://inspector.example",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "mcp-protocol-version");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Methods")
                        .orElseThrow())
                .contains("GET");
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElseThrow())
                .contains(
                        "mcp-protocol-version",
                        "x-mcp-toolsets",
                        "x-mcp-readonly",
                        "x-mcp-tools",
                        "x-mcp-exclude-tools",
                        "x-mcp-buckets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-authorization-server",
                "/.well-known/oauth-authorization-server/mcp",
                "/.well-known/openid-configuration",
                "/.well-known/",
                DOCUMENT + "/elsewhere",
                DOCUMENT + "x",
            })
    void returns404ForUnknownDocuments(String path) {
        assertThat(told.get(path).statusCode()).isEqualTo(404);
        assertThat(silent.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void returns401ForMethodsThatWriteWithoutABearer(String method) {
        assertThat(send(told, method, DOCUMENT).statusCode()).isEqualTo(401);
        assertThat(send(told, method, "/.well-known/oauth-authorization-server").statusCode())
                .isEqualTo(401);
    }

    @Test
    void everyRefusalNamesTheDocument() {
        assertThat(challenge(told.post(null, PING)))
                .isEqualTo("Bearer resource_metadata=\"" + URL + "\", scope=\"platform\"");
        assertThat(challenge(send(told, "GET", "/mcp", "Authorization", "Basic x")))
                .isEqualTo("Bearer resource_metadata=\"" + URL + "\", scope=\"platform\"");
        assertThat(challenge(told.post(SandboxProcess.shared().token("expired"), CALL)))
                .startsWith("Bearer error=\"invalid_token\"")
                .endsWith(", resource_metadata=\"" + URL + "\", scope=\"platform\"");
    }

    /** Clients show it to their users. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                DOCUMENT,
                DOCUMENT + "/mcp",
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration/mcp",
                "/register"
            })
    void saysWhereToCreateATokenWhenSignInIsOff(String path) {
        var response = silent.get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(TestServer.json(response.body()).path("error").asText())
                .startsWith("This server has no sign-in for clients. Create an API key of the catalog http")
                .endsWith("as the header Authorization: Bearer KEY.");
    }

    @Test
    void registersNoClientWithoutItsOwnSignIn() {
        var body = HttpRequest.BodyPublishers.ofString("{\"redirect_uris\": [\"http://localhost/cb\"]}");
        for (var server : List.of(told, silent)) {
            var response = server.send(HttpRequest.newBuilder(server.uri("/register"))
                    .headers("Content-Type", "application/json", "Origin", "https://inspector.example")
                    .POST(body));
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
        }
        assertThat(told.get("/register").body()).contains("protected resource metadata");
    }

    @Test
    void publishesNothingWithoutConfiguration() {
        assertThat(silent.get(DOCUMENT).statusCode()).isEqualTo(404);
        assertThat(silent.get(DOCUMENT + "/mcp").statusCode()).isEqualTo(404);
        assertThat(challenge(silent.post(null, PING))).isEqualTo("Bearer");
        assertThat(challenge(silent.post(SandboxProcess.shared().token("expired"), CALL)))
                .doesNotContain("resource_metadata");
    }

    private static String challenge(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        return response.headers().firstValue("WWW-Authenticate").orElseThrow();
    }
}
