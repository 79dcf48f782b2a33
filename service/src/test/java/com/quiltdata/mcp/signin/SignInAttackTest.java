package com.quiltdata.mcp.signin;

import static com.quiltdata.mcp.signin.SignInFixture.KEY;
import static com.quiltdata.mcp.signin.SignInFixture.ORIGIN;
import static com.quiltdata.mcp.signin.SignInFixture.REDIRECT;
import static com.quiltdata.mcp.signin.SignInFixture.VERIFIER;
import static com.quiltdata.mcp.signin.SignInFixture.exchange;
import static com.quiltdata.mcp.signin.SignInFixture.form;
import static com.quiltdata.mcp.signin.SignInFixture.refresh;
import static com.quiltdata.mcp.signin.SignInFixture.request;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on the sign-in, each of which is refused without a redirect, a code or a request to Connect. */
@Timeout(60)
final class SignInAttackTest {
    private static final String OTHER_KEY = "another state key of 32 characters";

    private final SignInFixture fixture = new SignInFixture();
    private final SignInFixture.Browser browser = fixture.new Browser();
    private final String client = fixture.register("Claude", REDIRECT);

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** Asserts a page that goes nowhere, and sets no cookie. */
    private static void assertPage(ContainerResponse response, String sentence) {
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getHeaderString("Location")).isNull();
        assertThat(response.getHeaderString("Set-Cookie")).isNull();
        assertThat(response.getHeaderString("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(response.getEntity().toString())
                .contains("The sign-in cannot continue", sentence)
                .doesNotContain("http-equiv", "href");
    }

    private static void assertRefused(ContainerResponse response, String error) {
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getEntity().toString()).startsWith("{\"error\":\"" + error + "\"");
    }

    private ContainerResponse authorize(String parameter, String value) {
        var request = request(client);
        request.put(parameter, value);
        return browser.get("/authorize?" + form(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/callback",
                "https://claude.ai.evil.example/api/mcp/auth_callback",
                "https://claude.ai@evil.example/api/mcp/auth_callback",
                "https://claude.ai/api/mcp/auth_callback/../../../redirect?to=evil",
                "https://claude.ai/api/mcp/auth_callback?x=1",
                "https://claude.ai/api/mcp/auth_callback#",
                "https://claude.ai/api/mcp/auth_callback/",
                "https://CLAUDE.ai/api/mcp/auth_callback",
                "http://claude.ai/api/mcp/auth_callback",
                "javascript:alert(1)",
                "//evil.example",
                "\\\\evil.example"
            })
    void foreignRedirect(String redirect) {
        assertPage(authorize("redirect_uri", redirect), "redirect_uri that it did not register");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/callback",
                "https://claude.ai@evil.example/",
                "https://claude.ai\\@evil.example/",
                "https://claude.ai/a/../b",
                "https://claude.ai/a#b",
                "javascript://claude.ai/%0aalert(1)",
                "evil://claude.ai/"
            })
    void trickedRedirectOfAClientThatWasRegisteredUnderAnotherPolicy(String redirect) {
        var request = request(fixture.register("Old", redirect));
        request.put("redirect_uri", redirect);
        var response = browser.get("/authorize?" + form(request));
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getHeaderString("Location")).isNull();
        assertThat(response.getEntity().toString()).doesNotContain("evil", "http-equiv", "href");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type,token,response_type=code",
        "response_type,'',response_type=code",
        "code_challenge_method,plain,S256",
        "code_challenge_method,'',S256",
        "code_challenge,'',S256",
        "code_challenge,short,S256",
        "resource,https://other.example.com/mcp,resource",
        "resource,https://mcp.example.com/other,resource",
        "resource,https://mcp.example.com@evil.example/mcp,resource",
        "client_id,who,client_id"
    })
    void faultyRequestIsRefusedWithoutARedirect(String parameter, String value, String sentence) {
        assertPage(authorize(parameter, value), sentence);
    }

    @Test
    void overlongState() {
        assertPage(authorize("state", "s".repeat(1025)), "state");
        assertThat(authorize("state", "\"".repeat(1024)).getStatus()).isEqualTo(200);
    }

    @Test
    void overlongStateOfQuotesStillReachesConnect() {
        var request = request(client);
        request.put("state", "\"".repeat(1024));
        var address = browser.callback(fixture.connect.agree(browser.consent(browser.authorize(request))));
        assertThat(Parameters.parse(URI.create(address).getRawQuery()).get("state"))
                .isEqualTo("\"".repeat(1024));
    }

    @Test
    void doubledParameters() {
        var query = form(request(client));
        for (var parameter : new String[] {"redirect_uri", "client_id", "state", "resource", "code_challenge"}) {
            assertPage(
                    browser.get("/authorize?" + query + "&" + parameter + "=x"),
                    parameter + " was sent more than once");
        }
        assertPage(browser.get("/authorize?" + query + "&redirect%5Furi=x"), "redirect_uri was sent more than once");
    }

    @Test
    void malformedEncoding() {
        var body = "grant_type=%zz&client_id=x";
        var response = fixture.send("POST", "/token", Map.of(), body);
        assertRefused(response, "invalid_request");
        assertThat(fixture.send("POST", "/signin/consent", Map.of(), body).getStatus())
                .isEqualTo(400);
    }

    @Test
    void consentMovedToAnotherBrowser() {
        var token = browser.authorize(request(client));
        var victim = fixture.new Browser();
        assertPage(victim.decide(token, "continue"), "not the one in which the sign-in was begun");
        victim.authorize(request(client)); // a flow of its own does not help
        assertPage(victim.decide(token, "continue"), "not the one in which the sign-in was begun");
    }

    @Test
    void consentUnderTheNameOfAnotherFlowsCookie() {
        var token = browser.authorize(request(client));
        var name = browser.cookies.keySet().iterator().next();
        var victim = fixture.new Browser();
        victim.cookies.put(name, "A".repeat(43));
        assertPage(victim.decide(token, "continue"), "not the one in which the sign-in was begun");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void consentForgedAcrossSites(String site) {
        var token = browser.authorize(request(client));
        var response = browser.post(
                "/signin/consent", Map.of("consent", token, "decision", "continue"), Map.of("Sec-Fetch-Site", site));
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getEntity().toString()).doesNotContain("http-equiv");
    }

    @Test
    void consentWithoutADecision() {
        var token = browser.authorize(request(client));
        assertPage(browser.decide(token, ""), "press Continue or Cancel");
        assertPage(browser.decide(token, "yes"), "press Continue or Cancel");
    }

    @Test
    void consentReplayedAfterTheFlowHasEnded() {
        var token = browser.authorize(request(client));
        browser.callback(fixture.connect.agree(browser.consent(token)));
        assertPage(browser.decide(token, "continue"), "has ended");
    }

    @Test
    void consentReplayedAfterItWasCancelled() {
        var token = browser.authorize(request(client));
        browser.cancel(token);
        assertPage(browser.decide(token, "continue"), "has ended");
    }

    @Test
    void consentAfterTenMinutes() {
        var token = browser.authorize(request(client));
        fixture.pass(Duration.ofMinutes(10));
        assertPage(browser.decide(token, "continue"), "older than ten minutes");
    }

    @Test
    void framedPages() {
        var response = browser.get("/authorize?" + form(request(client)));
        assertThat(response.getHeaderString("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(response.getHeaderString("X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void callbackWithoutTheCookie() {
        var back = fixture.connect.agree(browser.consent(browser.authorize(request(client))));
        var victim = fixture.new Browser();
        assertPage(victim.get(back), "no sign-in under way");
        victim.authorize(request(client));
        assertPage(victim.get(back), "no sign-in under way");
    }

    @Test
    void callbackWithAnErrorWithoutTheCookie() {
        var back = fixture.connect.refuse(browser.consent(browser.authorize(request(client))), "access_denied");
        assertPage(fixture.new Browser().get(back), "no sign-in under way");
    }

    @Test
    void callbackWithDoubledParameters() {
        var back = fixture.connect.agree(browser.consent(browser.authorize(request(client))));
        assertPage(fixture.new Browser().get(back + "&code=x"), "no sign-in under way");
        assertPage(browser.get(back + "&state=x"), "state was sent more than once");
        assertPage(browser.get("/signin/callback?st%61te=a&state=b"), "no sign-in under way");
        assertPage(browser.get("/signin/callback?code=a&code=b"), "no sign-in under way");
    }

    @Test
    void callbackReplayedAfterTheFlowHasEnded() {
        var back = fixture.connect.agree(browser.consent(browser.authorize(request(client))));
        browser.callback(back);
        assertPage(browser.get(back), "has ended");
    }

    @Test
    void callbackAfterTenMinutes() {
        var back = fixture.connect.agree(browser.consent(browser.authorize(request(client))));
        fixture.pass(Duration.ofMinutes(10));
        assertPage(browser.get(back), "older than ten minutes");
    }

    @Test
    void callbackWithAStateOfNobody() {
        assertPage(browser.get("/signin/callback?code=x&state=y"), "no sign-in under way");
        assertPage(browser.get("/signin/callback?code=x&redirect_uri=https://evil.example"), "no sign-in under way");
    }

    @Test
    void mixedUpIssuer() {
        fixture.connect.iss = "https://evil.example";
        var address = browser.callback(fixture.connect.agree(browser.consent(browser.authorize(request(client)))));
        assertThat(address)
                .startsWith(REDIRECT + "?error=server_error&")
                .endsWith("&iss=https%3A%2F%2Fmcp.example.com");
    }

    @Test
    void issuerThatIsPromisedAndMissing() {
        fixture.connect.promisesIssuer = true;
        var address = browser.callback(fixture.connect.agree(browser.consent(browser.authorize(request(client)))));
        assertThat(address).startsWith(REDIRECT + "?error=server_error&");
    }

    @Test
    void connectsOwnIssuerPasses() {
        fixture.connect.iss = fixture.connect.url();
        var address = browser.callback(fixture.connect.agree(browser.consent(browser.authorize(request(client)))));
        assertThat(address).startsWith(REDIRECT + "?code=");
    }

    @Test
    void codeReplay() {
        var code = fixture.code(client);
        assertThat(fixture.post("/token", exchange(client, code)).getStatus()).isEqualTo(200);
        assertRefused(fixture.post("/token", exchange(client, code)), "invalid_grant");
    }

    @Test
    void codeAfterAMinute() {
        var code = fixture.code(client);
        fixture.pass(Duration.ofSeconds(60));
        assertRefused(fixture.post("/token", exchange(client, code)), "invalid_grant");
        assertThat(fixture.connect.forms()).isEmpty();
    }

    @Test
    void codeOfAnotherClient() {
        var code = fixture.code(client);
        assertRefused(fixture.post("/token", exchange(fixture.register("Other", REDIRECT), code)), "invalid_grant");
        assertThat(fixture.connect.forms()).isEmpty();
    }

    @Test
    void codeOfAnotherClientOfTheSharedId() {
        var code = fixture.code(SignInFixture.DOCUMENT);
        assertRefused(fixture.post("/token", exchange("https://chatgpt.com/client", code)), "invalid_grant");
        assertThat(fixture.connect.forms()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri,https://claude.ai/api/mcp/auth_callback?x,invalid_grant",
        "redirect_uri,'',invalid_request",
        "code_verifier,verifier-verifier-verifier-verifier-verifier-1,invalid_grant",
        "code_verifier,short,invalid_grant",
        "code_verifier,'',invalid_request",
        "code,connect-code-1,invalid_grant",
        "client_id,'',invalid_request",
        "resource,https://other.example.com/mcp,invalid_target",
        "grant_type,client_credentials,unsupported_grant_type",
        "grant_type,'',invalid_request"
    })
    void tamperedTokenRequest(String parameter, String value, String error) {
        var form = exchange(client, fixture.code(client));
        form.put(parameter, value);
        assertRefused(fixture.post("/token", form), error);
        assertThat(fixture.connect.forms()).isEmpty();
    }

    /** Without a challenge's method S256, a code could be had whose verifier is its challenge. */
    @Test
    void downgradeToThePlainChallenge() {
        var code = fixture.code(client);
        var form = exchange(client, code);
        form.put("code_verifier", FlowCookies.hash(VERIFIER));
        assertRefused(fixture.post("/token", form), "invalid_grant");
        assertThat(fixture.connect.forms()).isEmpty();
    }

    @Test
    void doubledTokenParameters() {
        var body = form(exchange(client, fixture.code(client)));
        assertRefused(fixture.send("POST", "/token", Map.of(), body + "&code_verifier=" + VERIFIER), "invalid_request");
        assertThat(fixture.connect.forms()).isEmpty();
    }

    @Test
    void refreshTokenOfAnotherClient() {
        var token = fixture.refreshToken(client);
        var before = fixture.connect.forms().size();
        for (var other : new String[] {fixture.register("Other", REDIRECT), fixture.register("Claude", REDIRECT)}) {
            assertRefused(fixture.post("/token", refresh(other, token)), "invalid_grant");
            assertRefused(fixture.post("/revoke", Map.of("token", token, "client_id", other)), "invalid_grant");
        }
        assertThat(fixture.connect.forms()).hasSize(before);
        assertThat(fixture.post("/token", refresh(client, token)).getStatus()).isEqualTo(200);
    }

    @Test
    void refreshTokenOfAnotherClientOfTheSharedId() {
        var token = fixture.refreshToken(SignInFixture.DOCUMENT);
        var before = fixture.connect.forms().size();
        var other = "https://chatgpt.com/client";
        assertRefused(fixture.post("/token", refresh(other, token)), "invalid_grant");
        assertRefused(fixture.post("/revoke", Map.of("token", token, "client_id", other)), "invalid_grant");
        assertThat(fixture.connect.forms()).hasSize(before);
        assertThat(fixture.post("/token", refresh(SignInFixture.DOCUMENT, token))
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void connectsOwnRefreshToken() {
        fixture.refreshToken(SignInFixture.DOCUMENT);
        var before = fixture.connect.forms().size();
        assertRefused(fixture.post("/token", refresh(SignInFixture.DOCUMENT, "refresh-2")), "invalid_grant");
        assertThat(fixture.connect.forms()).hasSize(before);
    }

    @Test
    void connectsOwnClientIdIsNoneHere() {
        var form =
                Map.of("grant_type", "refresh_token", "refresh_token", "refresh-2", "client_id", "at-connect-Claude");
        assertThat(fixture.post("/token", form).getStatus()).isEqualTo(401);
        assertThat(fixture.connect.forms()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void sealedValueInAnothersPlace(Purpose purpose) {
        var request = new AuthorizationRequest(
                client, new RegisteredClient("C", List.of(REDIRECT), "c"), REDIRECT, "s", FlowCookies.hash(VERIFIER));
        browser.authorize(request(client));
        var name = browser.cookies.keySet().iterator().next();
        var cookie = new FlowCookies.FlowCookie(
                name.substring("__Host-signin-".length()), requireNonNull(browser.cookies.get(name)));
        var value = SignInFlow.of(request, cookie).seal(fixture.sealed, purpose, Instant.MAX.minusSeconds(1));
        var consent = browser.decide(value, "continue").getStatus();
        assertThat(consent).isEqualTo(purpose == Purpose.CONSENT ? 200 : 400);
        var callback = browser.get("/signin/callback?code=x&state=" + value).getStatus();
        assertThat(callback).isEqualTo(purpose == Purpose.FLOW ? 302 : 400);
        assertThat(authorize("client_id", value).getStatus()).isEqualTo(400);
        if (purpose != Purpose.CODE) {
            assertRefused(fixture.post("/token", exchange(client, value)), "invalid_grant");
        }
        if (purpose != Purpose.REFRESH) {
            assertRefused(fixture.post("/token", refresh(client, value)), "invalid_grant");
        }
    }

    @Test
    void sealedValueAltered() {
        var token = browser.authorize(request(client));
        for (int i = 0; i < token.length(); i += 97) {
            var altered = token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
            assertPage(browser.decide(altered, "continue"), "not this server");
        }
        assertPage(browser.decide(token + "A", "continue"), "not this server");
        assertPage(browser.decide(token + "=", "continue"), "not this server");
    }

    @Test
    void sealedValueOfThePreviousKeyStillOpensAndOlderOnesDoNot() {
        try (var rotated = new SignInFixture(ORIGIN, OTHER_KEY, KEY);
                var rotatedTwice = new SignInFixture(ORIGIN, "a third state key of 32 characters", OTHER_KEY)) {
            var authorize = "/authorize?" + form(request(client));
            assertThat(rotated.send("GET", authorize, Map.of(), null).getStatus())
                    .isEqualTo(200);
            assertPage(rotatedTwice.send("GET", authorize, Map.of(), null), "does not know");
            var refresh = refresh(SignInFixture.DOCUMENT, fixture.refreshToken(SignInFixture.DOCUMENT));
            rotated.post("/token", refresh);
            assertThat(rotated.connect.forms().getLast().get("refresh_token")).isEqualTo("refresh-2");
            assertRefused(rotatedTwice.post("/token", refresh), "invalid_grant");
            assertThat(rotatedTwice.connect.forms()).isEmpty();
            var code = fixture.code(client);
            assertThat(rotated.post("/token", exchange(client, code))
                            .getEntity()
                            .toString())
                    .as("Connect's refusal of a code that it did not issue")
                    .isEqualTo("{\"error\":\"invalid_grant\"}");
            assertThat(rotatedTwice.post("/token", exchange(client, code)).getStatus())
                    .isEqualTo(401);
        }
    }

    @Test
    void openRedirectThroughErrors() {
        for (var query : new String[] {
            "redirect_uri=https://evil.example&error=x",
            "client_id=x&redirect_uri=https://evil.example",
            "client_id=" + client + "&redirect_uri=https://evil.example&response_type=token"
        }) {
            var page = browser.get("/authorize?" + query);
            assertPage(page, "sign-in");
            assertThat(page.getEntity().toString()).doesNotContain("evil.example");
        }
    }
}
