package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connect up to the code: metadata, registration, and the consent page. */
final class ConnectAuthorizeTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final ConnectClient CLIENT = ConnectClient.register(SANDBOX);

    @AfterEach
    void reset() {
        SANDBOX.control("POST", "/settings", """
                {"connect":{"allowedHosts":["localhost",".example.com"],"iss":"own","endpointsOrigin":"",
                            "rememberConsent":false}}""");
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"oauth-authorization-server", "openid-configuration"})
    void publishesMetadata(String document) {
        String url = SANDBOX.sandbox().connectUrl();
        assertThat(SANDBOX.sandbox().ready()).containsEntry("connectUrl", url);
        assertThat(Json.object(
                        ConnectClient.get(SANDBOX, "/.well-known/" + document).body()))
                .containsEntry("issuer", url)
                .containsEntry("registration_endpoint", url + "/auth/register")
                .containsEntry("authorization_endpoint", url + "/connect/authorize")
                .containsEntry("token_endpoint", url + "/auth/token")
                .containsEntry("revocation_endpoint", url + "/auth/revoke")
                .containsEntry("code_challenge_methods_supported", List.of("S256"))
                .containsEntry("token_endpoint_auth_methods_supported", List.of("none"));
    }

    @Test
    void publishesEndpointsOfAnotherOrigin() {
        SANDBOX.control("POST", "/settings", "{\"connect\":{\"endpointsOrigin\":\"https://evil.test\"}}");
        assertThat(Json.object(ConnectClient.get(SANDBOX, "/.well-known/oauth-authorization-server")
                        .body()))
                .containsEntry("issuer", SANDBOX.sandbox().connectUrl())
                .containsEntry("token_endpoint", "https://evil.test/auth/token");
    }

    @Test
    void registersPublicClient() {
        var response = ConnectClient.register(
                SANDBOX, Json.of("client_name", "N", "redirect_uris", List.of("https://mcp.example.com/callback")));
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(Json.object(response.body()))
                .containsEntry("client_name", "N")
                .containsEntry("redirect_uris", List.of("https://mcp.example.com/callback"))
                .containsEntry("token_endpoint_auth_method", "none")
                .doesNotContainKey("client_secret");
    }

    @Test
    void refusesForeignRedirectAndConfidentialClient() {
        var foreign = ConnectClient.register(SANDBOX, Json.of("redirect_uris", List.of("https://evil.test/callback")));
        assertThat(foreign.statusCode()).isEqualTo(400);
        assertThat(ConnectClient.text(foreign, "error")).isEqualTo("invalid_redirect_uri");
        assertThat(ConnectClient.text(ConnectClient.register(SANDBOX, Map.of()), "error"))
                .isEqualTo("invalid_redirect_uri");
        var confidential = ConnectClient.register(
                SANDBOX,
                Json.of(
                        "redirect_uris",
                        List.of(ConnectClient.REDIRECT),
                        "token_endpoint_auth_method",
                        "client_secret_basic"));
        assertThat(confidential.statusCode()).isEqualTo(400);
        assertThat(ConnectClient.text(confidential, "error")).isEqualTo("invalid_client_metadata");
    }

    @Test
    void isOffWithoutAllowedHosts() {
        SANDBOX.control("POST", "/settings", "{\"connect\":{\"allowedHosts\":[]}}");
        assertThat(ConnectClient.get(SANDBOX, "/.well-known/oauth-authorization-server")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void asksForConsentWithClientAndUsers() {
        var page = CLIENT.open(CLIENT.authorization());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body())
                .contains("Test &lt;client&gt;", ConnectClient.REDIRECT)
                .contains("<form method=\"post\">", "<option>writer</option>", "<option>nobody</option>");
    }

    @Test
    void redirectsWithCodeOrDenial() {
        var allowed = ConnectClient.redirected(CLIENT.decide("writer", "allow"));
        assertThat(allowed)
                .containsOnlyKeys("code", "state", "iss")
                .containsEntry("state", "a state/+")
                .containsEntry("iss", SANDBOX.sandbox().connectUrl());
        assertThat(ConnectClient.redirected(CLIENT.decide("writer", "deny")))
                .containsOnlyKeys("error", "state", "iss")
                .containsEntry("error", "access_denied");
        assertThat(CLIENT.decide("stranger", "allow").statusCode()).isEqualTo(400);
    }

    @Test
    void omitsOrForgesIss() {
        SANDBOX.control("POST", "/settings", "{\"connect\":{\"iss\":\"absent\"}}");
        assertThat(ConnectClient.redirected(CLIENT.decide("writer", "allow"))).containsOnlyKeys("code", "state");
        SANDBOX.control("POST", "/settings", "{\"connect\":{\"iss\":\"foreign\"}}");
        assertThat(ConnectClient.redirected(CLIENT.decide("writer", "allow")).get("iss"))
                .isNotEqualTo(SANDBOX.sandbox().connectUrl());
    }

    /** Refusals are a page of Connect, as in Quilt's catalog, and never a redirect. */
    @ParameterizedTest
    @CsvSource({
        "client_id, other, invalid_client",
        "redirect_uri, http://127.0.0.1:4711/other, invalid_redirect_uri",
        "response_type, token, unsupported_response_type",
        "scope, admin, invalid_scope",
        "resource, https://mcp.example.com/mcp, invalid_resource",
        "resource, , invalid_resource",
        "code_challenge, , invalid_request",
        "code_challenge, short, invalid_request",
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, , invalid_request"
    })
    void refusesRequest(String parameter, String value, String error) {
        var parameters = CLIENT.authorization();
        parameters.remove(parameter);
        if (value != null) {
            parameters.put(parameter, value);
        }
        var page = CLIENT.open(parameters);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("<code>" + error + "</code>");
        assertThat(page.headers().firstValue("location")).isEmpty();
    }

    @Test
    void stripsMcpFromResourceAndTakesOnlyOne() {
        var parameters = CLIENT.authorization();
        parameters.compute("resource", (_, resource) -> resource + "/mcp");
        assertThat(CLIENT.open(parameters).statusCode()).isEqualTo(200);
        parameters.put("state=1&resource", SANDBOX.sandbox().connectUrl() + "/mcp/platform");
        assertThat(CLIENT.open(parameters).body()).contains("invalid_");
    }

    @Test
    void remembersConsentOnlyIfSet() {
        String cookie = CLIENT.decide("writer", "allow")
                .headers()
                .firstValue("set-cookie")
                .orElseThrow()
                .split(";", 2)[0];
        assertThat(CLIENT.open(CLIENT.authorization(), "Cookie", cookie).statusCode())
                .isEqualTo(200);
        SANDBOX.control("POST", "/settings", "{\"connect\":{\"rememberConsent\":true}}");
        assertThat(ConnectClient.redirected(CLIENT.open(CLIENT.authorization(), "Cookie", cookie)))
                .containsKey("code");
        assertThat(CLIENT.open(CLIENT.authorization()).statusCode()).isEqualTo(200);
        var other = ConnectClient.register(SANDBOX);
        assertThat(other.open(other.authorization(), "Cookie", cookie).statusCode())
                .isEqualTo(200);
    }
}
