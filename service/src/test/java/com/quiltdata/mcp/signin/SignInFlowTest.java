package com.quiltdata.mcp.signin;

import static com.quiltdata.mcp.signin.SignInFixture.ORIGIN;
import static com.quiltdata.mcp.signin.SignInFixture.REDIRECT;
import static com.quiltdata.mcp.signin.SignInFixture.VERIFIER;
import static com.quiltdata.mcp.signin.SignInFixture.exchange;
import static com.quiltdata.mcp.signin.SignInFixture.refresh;
import static com.quiltdata.mcp.signin.SignInFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.testing.LogLines;
import com.quiltdata.mcp.testing.Scrape;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Authorization, token, refresh and revocation as a client and its user see them. */
@Timeout(60)
final class SignInFlowTest {
    private final SignInFixture fixture = new SignInFixture();
    private final SignInFixture.Browser browser = fixture.new Browser();
    private final String client = fixture.register("Claude", REDIRECT);

    @AfterEach
    void stop() {
        fixture.close();
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
        assertThat(address).startsWith(fixture.connect.url() + "/connect/authorize?");
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
        assertThat(sent.get("resource")).isEqualTo(fixture.connect.url() + "/mcp/platform");
        assertThat(sent.get("scope")).isEqualTo("platform");
        assertThat(sent.get("code_challenge")).isEqualTo(FlowCookies.hash(VERIFIER));
        assertThat(sent.get("code_challenge_method")).isEqualTo("S256");
        assertThat(sent.get("state")).isNotEqualTo("s&t=a te");
    }

    @Test
    void redirectsToTheClientWithCodeStateAndIssuer() {
        var address = browser.callback(fixture.connect.agree(browser.consent(browser.authorize(request(client)))));
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
        var request = request(fixture.register("Claude", redirect));
        request.put("redirect_uri", redirect);
        request.remove("state");
        var address = browser.callback(fixture.connect.agree(browser.consent(browser.authorize(request))));
        assertThat(address).startsWith(redirect + "&code=");
        assertThat(query(address).values()).containsOnlyKeys("tenant", "code", "iss");
    }

    @Test
    void sendsTheBrowserToAPrivateUseScheme() {
        var redirect = "cursor://anysphere.cursor-mcp/oauth/callback";
        var request = request(fixture.register("Cursor", redirect));
        request.put("redirect_uri", redirect);
        var address = browser.callback(fixture.connect.agree(browser.consent(browser.authorize(request))));
        assertThat(address).startsWith(redirect + "?code=");
    }

    @Test
    void exchangesTheCodeWithNamedParametersAndReturnsTheFieldsOfTheStandardOnly() {
        var form = exchange(client, fixture.code(client));
        form.putAll(Map.of("scope", "admin", "client_secret", "s", "refresh_token", "r", "x", "y"));
        var response = fixture.post("/token", form);
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getEntity().toString())
                .matches("\\{\"access_token\":\"access-3\",\"token_type\":\"Bearer\","
                        + "\"refresh_token\":\"[A-Za-z0-9_-]{100,200}\","
                        + "\"scope\":\"platform\",\"expires_in\":3600}");
        assertThat(fixture.connect.forms().getLast().values())
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
                        fixture.connect.url() + "/mcp/platform"));
    }

    @Test
    void refreshesWithNamedParametersOnly() {
        var form = new HashMap<>(refresh(client, fixture.refreshToken(client)));
        form.put("scope", "admin");
        form.put("x", "y");
        var response = fixture.post("/token", form);
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getEntity().toString()).contains("\"access_token\":\"access-5\"");
        assertThat(fixture.connect.forms().getLast().values())
                .isEqualTo(Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        "refresh-2",
                        "client_id",
                        "at-connect-Claude",
                        "resource",
                        fixture.connect.url() + "/mcp/platform"));
    }

    /** Anew, so that a client that keeps one refresh token does not lose it when the key is rotated twice. */
    @ParameterizedTest
    @ValueSource(strings = {"", ",\"refresh_token\":null"})
    void sealsAnUnrotatedRefreshTokenAgain(String more) {
        var other = "another state key of 32 characters";
        try (var rotated = new SignInFixture(ORIGIN, other, SignInFixture.KEY)) {
            var token = fixture.refreshToken(client);
            rotated.connect.scripted = "{\"access_token\":\"a\",\"token_type\":\"Bearer\"%s}".formatted(more);
            var response =
                    rotated.post("/token", refresh(client, token)).getEntity().toString();
            var anew = Pattern.compile(
                            "\\{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"([^\"]*)\"}")
                    .matcher(response);
            assertThat(anew.matches()).as(response).isTrue();
            var current = new SealedValues(other, null, InstantSource.system());
            var opened = SealedRefreshToken.open(current, anew.group(1)).orElseThrow();
            assertThat(opened.token()).isEqualTo("refresh-2");
            assertThat(opened.isFor(client)).isTrue();
        }
    }

    @Test
    void treatsNullAsAMissingField() {
        fixture.connect.scripted = "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"scope\":null,"
                + "\"refresh_token\":null,\"expires_in\":null}";
        var code = fixture.code(client);
        assertThat(fixture.post("/token", exchange(client, code)).getEntity())
                .hasToString("{\"access_token\":\"a\",\"token_type\":\"Bearer\"}");
        fixture.connect.scripted = "{\"access_token\":null,\"token_type\":\"Bearer\"}";
        var response = fixture.post("/token", exchange(client, fixture.code(client)));
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getEntity().toString()).contains("temporarily_unavailable");
    }

    @Test
    void signsInAClientWithAMetadataDocumentAsTheSharedClient() {
        var address = browser.consent(browser.authorize(request(SignInFixture.DOCUMENT)));
        assertThat(query(address).get("client_id")).isEqualTo("shared-at-connect");
        var code = query(browser.callback(fixture.connect.agree(address))).required("code");
        var response = fixture.post("/token", exchange(SignInFixture.DOCUMENT, code));
        assertThat(response.getStatus()).isEqualTo(200);
    }

    @Test
    void refreshesTwiceWithTheLatestToken() {
        for (var id : new String[] {client, SignInFixture.DOCUMENT}) {
            var first = fixture.post("/token", refresh(id, fixture.refreshToken(id)));
            var token = Pattern.compile("\"refresh_token\":\"([^\"]*)\"")
                    .matcher(first.getEntity().toString());
            assertThat(token.find()).isTrue();
            assertThat(fixture.post("/token", refresh(id, token.group(1))).getStatus())
                    .isEqualTo(200);
        }
    }

    @Test
    void leavesOutARefreshTokenThatIsTooLongToBeSealed() {
        var code = fixture.code(client);
        fixture.connect.scripted = "{\"access_token\":\"a\",\"refresh_token\":\"%s\"}".formatted("r".repeat(4096));
        var longest = fixture.post("/token", exchange(client, code)).getEntity().toString();
        assertThat(longest).contains("\"refresh_token\":\"").hasSizeLessThan(SealedValues.MAX_LENGTH);
        fixture.connect.scripted = "{\"access_token\":\"a\",\"refresh_token\":\"%s\"}".formatted("r".repeat(4097));
        try (var log = new LogLines()) {
            var response = fixture.post("/token", exchange(client, fixture.code(client)));
            assertThat(response.getEntity().toString()).isEqualTo("{\"access_token\":\"a\"}");
            assertThat(log.lines())
                    .anyMatch(it ->
                            it.contains("cannot be sealed (more than 4,096 characters, or a quote or backslash)"));
        }
    }

    /** A hint is a hint: the server looks among all tokens (RFC 7009 §2.1). */
    @ParameterizedTest
    @ValueSource(strings = {"", "access_token", "refresh_token", "of_another_kind"})
    void revokesWhateverTheHint(String hint) {
        var access = Map.of("token", "access-1", "client_id", client, "token_type_hint", hint, "x", "y");
        assertThat(fixture.post("/revoke", access).getStatus()).isEqualTo(200);
        assertThat(fixture.connect.forms().getLast().values())
                .isEqualTo(Map.of(
                        "token", "access-1", "client_id", "at-connect-Claude", "token_type_hint", "access_token"));
        assertThat(fixture.revoked).containsExactly(Caller.of("access-1"));
        for (var id : new String[] {client, SignInFixture.DOCUMENT}) {
            var refresh = Map.of("token", fixture.refreshToken(id), "client_id", id, "token_type_hint", hint, "x", "y");
            assertThat(fixture.post("/revoke", refresh).getStatus()).isEqualTo(200);
            var sent = fixture.connect.forms().getLast();
            assertThat(sent.values()).containsOnlyKeys("token", "client_id", "token_type_hint");
            assertThat(sent.get("token")).matches("refresh-[0-9]+");
            assertThat(sent.get("token_type_hint")).isEqualTo("refresh_token");
        }
        assertThat(fixture.revoked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "access_token", "refresh_token"})
    void saysThatARefreshTokenOfAnUnknownKeyIsNotRevoked(String hint) {
        var lost = new SealedValues("a lost state key of 32 characters", null, InstantSource.system());
        var token = SealedRefreshToken.seal(lost, "refresh-1", client).orElseThrow();
        var form = Map.of("token", token, "client_id", client, "token_type_hint", hint);
        var response = fixture.post("/revoke", form);
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getEntity().toString())
                .contains("\"invalid_request\"", "not issued by this server under its present keys", "Quilt Connect");
        assertThat(fixture.connect.forms()).isEmpty();
        assertThat(fixture.revoked).isEmpty();
    }

    @Test
    void forgetsATokenThatConnectRevokesWithoutJson() {
        fixture.connect.scripted = "OK";
        var response = fixture.post("/revoke", Map.of("token", "access-1", "client_id", client));
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(fixture.revoked).containsExactly(Caller.of("access-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\r\nb", "\ud800", "ünïcödé ✓", " access-1 "})
    void revokesATokenWithUnusualCharactersUnchanged(String token) {
        assertRevoked(token);
    }

    @Test
    void revokesALongToken() {
        assertRevoked("t".repeat(20 * 1024));
    }

    private void assertRevoked(String token) {
        assertThat(fixture.post("/revoke", Map.of("token", token, "client_id", client))
                        .getStatus())
                .isEqualTo(200);
        var sent = fixture.connect.forms().getLast().required("token");
        assertThat(fixture.revoked).containsExactly(Caller.of(sent));
        assertThat(SignInFixture.form(Map.of("token", sent))).isEqualTo(SignInFixture.form(Map.of("token", token)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void refusesToRevokeABlankToken(String token) {
        var response = fixture.post("/revoke", Map.of("token", token, "client_id", client));
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getEntity().toString()).contains("token is missing");
        assertThat(fixture.connect.forms()).isEmpty();
    }

    @Test
    void forgetsNoTokenThatConnectDidNotRevoke() {
        fixture.connect.scripted = "{\"error\":\"unsupported_token_type\"}";
        fixture.connect.scriptedStatus = 400;
        var response = fixture.post("/revoke", Map.of("token", "access-1", "client_id", client));
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getEntity().toString()).isEqualTo("{\"error\":\"unsupported_token_type\"}");
        assertThat(fixture.revoked).isEmpty();
    }

    @Test
    void redirectsWithAccessDeniedWhenTheUserCancels() {
        var address = browser.cancel(browser.authorize(request(client)));
        assertThat(address)
                .isEqualTo(REDIRECT + "?error=access_denied&state=s%26t%3Da%20te&iss=https%3A%2F%2Fmcp.example.com");
        assertThat(browser.cookies).isEmpty();
    }

    @Test
    void redirectsWithConnectsRefusal() {
        var address = browser.consent(browser.authorize(request(client)));
        assertThat(browser.callback(fixture.connect.refuse(address, "access_denied")))
                .isEqualTo(REDIRECT + "?error=access_denied&state=s%26t%3Da%20te&iss=https%3A%2F%2Fmcp.example.com");
    }

    @Test
    void replacesAnInvalidErrorOfConnectByServerError() {
        var address = browser.consent(browser.authorize(request(client)));
        assertThat(query(browser.callback(fixture.connect.refuse(address, "see%20http://evil.example")))
                        .get("error"))
                .isEqualTo("server_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=x", "error=access_denied&error=access_denied", "iss=a&iss=b", "a=1&a=2"})
    void redirectsWithAnErrorForAnUnreadableResponse(String more) {
        var back = fixture.connect.agree(browser.consent(browser.authorize(request(client)))) + "&" + more;
        assertThat(browser.callback(back))
                .isEqualTo(REDIRECT + "?error=server_error&state=s%26t%3Da%20te&iss=https%3A%2F%2Fmcp.example.com");
        assertThat(browser.cookies).isEmpty();
    }

    @Test
    void refusesAnUnknownClientWithInvalidClient() {
        for (var path : new String[] {"/token", "/revoke"}) {
            var response = fixture.post(
                    path,
                    Map.of("client_id", "who", "token", "t", "grant_type", "refresh_token", "refresh_token", "r"));
            assertThat(response.getStatus()).isEqualTo(401);
            assertThat(response.getEntity().toString()).contains("\"error\":\"invalid_client\"");
        }
        assertThat(fixture.connect.forms()).isEmpty();
    }

    @Test
    void redirectsWithAnErrorWhenConnectIsUnreachable() {
        var refresh = refresh(
                client, SealedRefreshToken.seal(fixture.sealed, "r", client).orElseThrow());
        var token = browser.authorize(request(client));
        fixture.connect.close();
        var page = browser.decide(token, "continue");
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getEntity().toString()).contains("?error=temporarily_unavailable&amp;");
        assertThat(Scrape.of(fixture.meters)
                        .sum("quilt_mcp_sign_in_steps_total", "step=\"consent\"", "outcome=\"unavailable\""))
                .isEqualTo(1);
        var response = fixture.post("/token", refresh);
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeaderString("Retry-After")).isEqualTo("2");
        assertThat(response.getEntity().toString()).startsWith("{\"error\":\"temporarily_unavailable\"");
    }

    @Test
    void limitsEachClientAndEachAddressWithAPageOrAsJson() {
        var token = refresh(client, "r");
        var authorize = "/authorize?" + SignInFixture.form(request(client));
        for (int i = 0; i < SignInLimits.Rates.DEFAULT.network().burst(); i++) {
            assertThat(fixture.post("/token", token).getStatus()).isEqualTo(400);
            assertThat(browser.get(authorize).getStatus()).isEqualTo(200);
        }
        assertThat(fixture.post("/token", token).getStatus()).isEqualTo(429);
        var page = browser.get(authorize);
        assertThat(page.getStatus()).isEqualTo(429);
        assertThat(page.getHeaderString("Retry-After")).isEqualTo("1");
        assertThat(page.getEntity().toString()).contains("<p>There are too many sign-ins at the moment.</p>");
        assertThat(Scrape.of(fixture.meters).sum("quilt_mcp_sign_in_steps_total", "outcome=\"limited\""))
                .isEqualTo(2);
    }

    @Test
    void asksToComeBackWhileTooManyDocumentsAreFetched() {
        var served = fixture.documents;
        fixture.documents = _ -> {
            throw new TooManyFetchesException(new IOException());
        };
        var authorize = "/authorize?" + SignInFixture.form(request(SignInFixture.DOCUMENT));
        var page = browser.get(authorize);
        assertThat(page.getStatus()).isEqualTo(503);
        assertThat(page.getHeaderString("Retry-After")).isEqualTo("2");
        assertThat(page.getEntity().toString()).contains("too many documents about applications");
        fixture.documents = served;
        assertThat(browser.get(authorize).getStatus()).isEqualTo(200);
    }

    @Test
    void treatsAnUnexpectedResponseOfConnectAsAnOutage() {
        var refresh = refresh(client, fixture.refreshToken(client));
        fixture.connect.scripted = "{\"error\":\"boom\",\"trace\":\"secret\"}";
        for (var status : new int[] {500, 302, 200}) {
            fixture.connect.scriptedStatus = status;
            var response = fixture.post("/token", refresh);
            assertThat(response.getStatus()).isEqualTo(503);
            assertThat(response.getEntity().toString()).doesNotContain("boom", "secret");
        }
    }

    @Test
    void logsNoCodeTokenOrVerifier() {
        try (var log = new LogLines()) {
            var code = fixture.code(client);
            fixture.post("/token", exchange(client, code));
            fixture.post("/token", exchange(client, code));
            fixture.post("/revoke", Map.of("token", "access-3", "client_id", client));
            var refresh = fixture.refreshToken(client);
            fixture.post("/token", refresh(client, refresh));
            fixture.post("/token", refresh(SignInFixture.DOCUMENT, refresh));
            fixture.post("/revoke", Map.of("token", refresh, "client_id", client));
            assertThat(log.lines())
                    .noneMatch(line -> line.contains(code)
                            || line.contains("connect-code")
                            || line.contains("access-3")
                            || line.contains(refresh)
                            || line.contains("refresh-")
                            || line.contains(VERIFIER));
        }
    }

    /** Step, outcome and client of the audit line of each step that the work takes. */
    private static List<String> audited(Runnable work) {
        var audit = (Logger) LoggerFactory.getLogger("audit");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        audit.setLevel(Level.INFO);
        audit.addAppender(lines);
        try {
            work.run();
        } finally {
            audit.detachAppender(lines);
        }
        return lines.list.stream()
                .map(line -> line.getKeyValuePairs().stream()
                        .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value))))
                .peek(line -> assertThat(Integer.parseInt(line.get("ms"))).isBetween(0, 60_000))
                .map(line -> "%s %s %s".formatted(line.get("step"), line.get("outcome"), line.get("client_host")))
                .toList();
    }

    @Test
    void auditsAndCountsEachStepWithItsClientAndOutcome() {
        assertThat(audited(() ->
                        fixture.post("/revoke", Map.of("token", fixture.refreshToken(client), "client_id", client))))
                .containsExactly(
                        "authorize ok claude.ai",
                        "consent ok claude.ai",
                        "callback ok claude.ai",
                        "token ok claude.ai",
                        "revoke ok claude.ai");
        assertThat(audited(() -> browser.cancel(browser.authorize(request(client)))))
                .containsExactly("authorize ok claude.ai", "consent refused claude.ai");
        assertThat(audited(() -> browser.callback(
                        fixture.connect.refuse(browser.consent(browser.authorize(request(client))), "access_denied"))))
                .endsWith("callback refused claude.ai");
        var editor = fixture.register("Cursor", "cursor://anysphere.cursor-mcp/oauth/callback");
        assertThat(audited(() -> fixture.post("/token", refresh(editor, "r"))))
                .containsExactly("refresh refused anysphere.cursor-mcp");
        assertThat(audited(() -> fixture.post("/token", refresh("who", "r")))).containsExactly("refresh refused -");
        fixture.connect.scripted = "{}";
        fixture.connect.scriptedStatus = 500;
        assertThat(audited(() -> fixture.post("/revoke", Map.of("token", "t", "client_id", client))))
                .containsExactly("revoke unavailable claude.ai");
        var steps = Scrape.of(fixture.meters);
        assertThat(steps.sum("quilt_mcp_sign_in_steps_total", "step=\"refresh\"", "outcome=\"refused\""))
                .isEqualTo(2);
        assertThat(steps.sum("quilt_mcp_sign_in_steps_total", "step=\"consent\"", "outcome=\"ok\""))
                .isEqualTo(2);
    }

    @Test
    void printsNeitherKeysNorTheValuesOfParameters() {
        assertThat(Parameters.parse("code=SECRET")).hasToString("Parameters[code]");
        assertThat(fixture.settings.toString()).doesNotContain(SignInFixture.KEY);
    }

    /** Another process than that of the consent has not asked Connect for anything yet. */
    @Test
    void redirectsWithAnErrorWhenConnectIsUnreachableAfterConsent() {
        var back = fixture.connect.agree(browser.consent(browser.authorize(request(client))));
        try (var other = new SignInFixture()) {
            other.connect.close();
            var elsewhere = other.new Browser();
            elsewhere.cookies.putAll(browser.cookies);
            assertThat(query(elsewhere.callback(back)).get("error")).isEqualTo("temporarily_unavailable");
        }
    }
}
