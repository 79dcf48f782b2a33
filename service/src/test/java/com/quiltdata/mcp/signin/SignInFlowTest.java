package com.quiltdata.mcp.signin;

import static com.quiltdata.mcp.signin.SignInWorld.ORIGIN;
import static com.quiltdata.mcp.signin.SignInWorld.REDIRECT;
import static com.quiltdata.mcp.signin.SignInWorld.VERIFIER;
import static com.quiltdata.mcp.signin.SignInWorld.exchange;
import static com.quiltdata.mcp.signin.SignInWorld.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.testing.LogLines;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Authorization, token, refresh and revocation as a client and its user see them. */
@Timeout(60)
final class SignInFlowTest {
    private final SignInWorld world = new SignInWorld();
    private final SignInWorld.Browser browser = world.new Browser();
    private final String client = world.register("Claude", REDIRECT);

    @AfterEach
    void stop() {
        world.close();
    }

    private static Parameters query(String address) {
        return Parameters.parse(URI.create(address).getRawQuery());
    }

    @Test
    void sendsOnlyNamedParametersToConnect() {
        var request = request(client);
        request.put("scope", "admin");
        request.put("prompt", "none");
        request.put("login_hint", "someone");
        var address = browser.consent(browser.authorize(request));
        assertThat(address).startsWith(world.connect.url() + "/connect/authorize?");
        var sent = query(address);
        assertThat(sent.values().keySet())
                .containsExactlyInAnyOrder(
                        "response_type",
                        "client_id",
                        "redirect_uri",
                        "scope",
                        "resource",
                        "code_challenge",
                        "code_challenge_method",
                        "state");
        assertThat(sent.get("client_id")).isEqualTo("at-connect-Claude");
        assertThat(sent.get("redirect_uri")).isEqualTo(ORIGIN + "/signin/callback");
        assertThat(sent.get("resource")).isEqualTo(world.connect.url() + "/mcp/platform");
        assertThat(sent.get("scope")).isEqualTo("platform");
        assertThat(sent.get("code_challenge")).isEqualTo(FlowCookies.hash(VERIFIER));
        assertThat(sent.get("code_challenge_method")).isEqualTo("S256");
        assertThat(sent.get("state")).isNotEqualTo("s&t=a te");
    }

    @Test
    void handsTheClientACodeWithItsStateAndOurIssuer() {
        var address = browser.callback(world.connect.agree(browser.consent(browser.authorize(request(client)))));
        assertThat(address).startsWith(REDIRECT + "?code=");
        assertThat(query(address).values()).containsOnlyKeys("code", "state", "iss");
        assertThat(query(address).get("state")).isEqualTo("s&t=a te");
        assertThat(query(address).get("iss")).isEqualTo(ORIGIN);
        assertThat(address).doesNotContain("connect-code");
        assertThat(browser.cookies).isEmpty();
    }

    @Test
    void keepsTheQueryOfARedirect() {
        var redirect = REDIRECT + "?tenant=7";
        var request = request(world.register("Claude", redirect));
        request.put("redirect_uri", redirect);
        request.remove("state");
        var address = browser.callback(world.connect.agree(browser.consent(browser.authorize(request))));
        assertThat(address).startsWith(redirect + "&code=");
        assertThat(query(address).values()).containsOnlyKeys("tenant", "code", "iss");
    }

    @Test
    void sendsTheBrowserToAPrivateUseScheme() {
        var redirect = "cursor://anysphere.cursor-mcp/oauth/callback";
        var request = request(world.register("Cursor", redirect));
        request.put("redirect_uri", redirect);
        var address = browser.callback(world.connect.agree(browser.consent(browser.authorize(request))));
        assertThat(address).startsWith(redirect + "?code=");
    }

    @Test
    void exchangesTheCodeAndReturnsTheFieldsOfTheStandardOnly() {
        var response = world.post("/token", exchange(client, world.code(client)));
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getEntity().toString())
                .isEqualTo("{\"access_token\":\"access-3\",\"token_type\":\"Bearer\",\"refresh_token\":\"refresh-2\","
                        + "\"scope\":\"platform\",\"expires_in\":3600}");
        assertThat(world.connect.forms().getLast().values())
                .isEqualTo(Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        "connect-code-1",
                        "redirect_uri",
                        ORIGIN + "/signin/callback",
                        "client_id",
                        "at-connect-Claude",
                        "code_verifier",
                        VERIFIER,
                        "resource",
                        world.connect.url() + "/mcp/platform"));
    }

    @Test
    void refreshesWithNamedParametersOnly() {
        world.post("/token", exchange(client, world.code(client)));
        var response = world.post(
                "/token",
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        "refresh-2",
                        "client_id",
                        client,
                        "scope",
                        "admin",
                        "x",
                        "y"));
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getEntity().toString()).contains("\"access_token\":\"access-5\"");
        assertThat(world.connect.forms().getLast().values())
                .isEqualTo(Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        "refresh-2",
                        "client_id",
                        "at-connect-Claude",
                        "resource",
                        world.connect.url() + "/mcp/platform"));
    }

    @Test
    void returnsARotationThatLeavesOutTheRefreshToken() {
        world.connect.scripted = "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}";
        var response =
                world.post("/token", Map.of("grant_type", "refresh_token", "refresh_token", "r", "client_id", client));
        assertThat(response.getEntity().toString()).isEqualTo("{\"access_token\":\"a\",\"token_type\":\"Bearer\"}");
    }

    @Test
    void signsInAClientWithAMetadataDocumentAsTheSharedClient() {
        var address = browser.consent(browser.authorize(request(SignInWorld.DOCUMENT)));
        assertThat(query(address).get("client_id")).isEqualTo("shared-at-connect");
        var code = query(browser.callback(world.connect.agree(address))).required("code");
        var response = world.post("/token", exchange(SignInWorld.DOCUMENT, code));
        assertThat(response.getStatus()).isEqualTo(200);
    }

    @Test
    void revokesAtConnectAndForgetsTheToken() {
        var response = world.post(
                "/revoke",
                Map.of("token", "access-1", "client_id", client, "token_type_hint", "access_token", "x", "y"));
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(world.connect.forms().getLast().values())
                .isEqualTo(Map.of(
                        "token", "access-1", "client_id", "at-connect-Claude", "token_type_hint", "access_token"));
        assertThat(world.revoked).containsExactly(Caller.of("access-1"));
    }

    @Test
    void forgetsNothingThatConnectDidNotRevoke() {
        world.connect.scripted = "{\"error\":\"unsupported_token_type\"}";
        world.connect.scriptedStatus = 400;
        var response = world.post("/revoke", Map.of("token", "access-1", "client_id", client));
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getEntity().toString()).isEqualTo("{\"error\":\"unsupported_token_type\"}");
        assertThat(world.revoked).isEmpty();
    }

    @Test
    void tellsTheClientThatItsUserCancelled() {
        var address = browser.cancel(browser.authorize(request(client)));
        assertThat(address)
                .isEqualTo(REDIRECT + "?error=access_denied&state=s%26t%3Da%20te&iss=https%3A%2F%2Fmcp.example.com");
        assertThat(browser.cookies).isEmpty();
    }

    @Test
    void tellsTheClientOfConnectsRefusal() {
        var address = browser.consent(browser.authorize(request(client)));
        assertThat(browser.callback(world.connect.refuse(address, "access_denied")))
                .isEqualTo(REDIRECT + "?error=access_denied&state=s%26t%3Da%20te&iss=https%3A%2F%2Fmcp.example.com");
    }

    @Test
    void tellsTheClientNoErrorOfConnectsOwn() {
        var address = browser.consent(browser.authorize(request(client)));
        assertThat(query(browser.callback(world.connect.refuse(address, "see%20http://evil.example")))
                        .get("error"))
                .isEqualTo("server_error");
    }

    @Test
    void refusesAnUnknownClientAsInvalidSoThatItRegistersAnew() {
        for (var path : new String[] {"/token", "/revoke"}) {
            var response = world.post(
                    path,
                    Map.of("client_id", "who", "token", "t", "grant_type", "refresh_token", "refresh_token", "r"));
            assertThat(response.getStatus()).isEqualTo(401);
            assertThat(response.getEntity().toString()).contains("\"error\":\"invalid_client\"");
        }
        assertThat(world.connect.forms()).isEmpty();
    }

    @Test
    void tellsTheClientThatConnectIsOutOfReach() {
        var token = browser.authorize(request(client));
        world.connect.close();
        var page = browser.decide(token, "continue");
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getEntity().toString()).contains("?error=temporarily_unavailable&amp;");
        var response =
                world.post("/token", Map.of("grant_type", "refresh_token", "refresh_token", "r", "client_id", client));
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeaderString("Retry-After")).isEqualTo("2");
        assertThat(response.getEntity().toString()).startsWith("{\"error\":\"temporarily_unavailable\"");
    }

    @Test
    void limitsEachClientAndEachAddressWithAPageOrAsJson() {
        var token = Map.of("grant_type", "refresh_token", "refresh_token", "r", "client_id", client);
        var authorize = "/authorize?" + SignInWorld.form(request(client));
        for (int i = 0; i < SignInLimits.Rate.NETWORK.burst(); i++) {
            assertThat(world.post("/token", token).getStatus()).isEqualTo(400);
            assertThat(browser.get(authorize).getStatus()).isEqualTo(200);
        }
        assertThat(world.post("/token", token).getStatus()).isEqualTo(429);
        var page = browser.get(authorize);
        assertThat(page.getStatus()).isEqualTo(429);
        assertThat(page.getHeaderString("Retry-After")).isEqualTo("1");
        assertThat(page.getEntity().toString()).contains("<p>There are too many sign-ins at the moment.</p>");
    }

    @Test
    void takesAFailureOfConnectForAnOutage() {
        world.connect.scripted = "{\"error\":\"boom\",\"trace\":\"secret\"}";
        for (var status : new int[] {500, 302, 200}) {
            world.connect.scriptedStatus = status;
            var response = world.post(
                    "/token", Map.of("grant_type", "refresh_token", "refresh_token", "r", "client_id", client));
            assertThat(response.getStatus()).isEqualTo(503);
            assertThat(response.getEntity().toString()).doesNotContain("boom", "secret");
        }
    }

    @Test
    void logsNoCodeTokenOrVerifier() {
        try (var log = new LogLines()) {
            var code = world.code(client);
            world.post("/token", exchange(client, code));
            world.post("/token", exchange(client, code));
            world.post("/revoke", Map.of("token", "access-3", "client_id", client));
            assertThat(log.lines())
                    .noneMatch(line -> line.contains(code)
                            || line.contains("connect-code")
                            || line.contains("access-3")
                            || line.contains(VERIFIER));
        }
    }
}
