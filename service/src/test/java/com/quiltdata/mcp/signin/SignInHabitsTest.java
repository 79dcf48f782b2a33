package com.quiltdata.mcp.signin;

import static com.quiltdata.mcp.signin.SignInFixture.ORIGIN;
import static com.quiltdata.mcp.signin.SignInFixture.exchange;
import static com.quiltdata.mcp.signin.SignInFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are known to send, from the authorization to the token. */
@Timeout(60)
final class SignInHabitsTest {
    private final SignInFixture fixture = new SignInFixture();
    private final SignInFixture.Browser browser = fixture.new Browser();

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** Claude Code sends the URL with its query, or the origin with a slash; ChatGPT echoes the resource. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ORIGIN + "/mcp",
                ORIGIN + "/mcp/",
                ORIGIN + "/mcp?readonly=true",
                ORIGIN + "/mcp/readonly",
                ORIGIN + "/mcp/x/packages/readonly",
                ORIGIN + "/mcp/?toolsets=packages",
                ORIGIN,
                ORIGIN + "/",
                "https://MCP.example.com:443/mcp"
            })
    void acceptsAnySpellingOfTheResourceAndSendsConnectItsOwn(String resource) {
        var client = fixture.register("Claude", SignInFixture.REDIRECT);
        assertTokens(client, SignInFixture.REDIRECT, SignInFixture.REDIRECT, resource);
        assertThat(fixture.connect.forms().getLast().get("resource"))
                .isEqualTo(fixture.connect.url() + "/mcp/platform");
    }

    /** VS Code also listens at another port than it registered if that one is in use. */
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:33418, http://127.0.0.1:33418",
        "http://127.0.0.1:33418/, http://127.0.0.1:33418/",
        "http://127.0.0.1/, http://127.0.0.1:51234/",
        "http://localhost:8787/callback, http://localhost:8787/callback",
        "https://vscode.dev/redirect, https://vscode.dev/redirect",
        "cursor://anysphere.cursor-mcp/oauth/callback, cursor://anysphere.cursor-mcp/oauth/callback"
    })
    void usesARedirectAsItWasSent(String registered, String sent) {
        assertTokens(fixture.register("Editor", registered), registered, sent, ORIGIN + "/mcp");
    }

    /** Databricks compares the issuer as a string; so do clients that heed RFC 9207. */
    private void assertTokens(String client, String registered, String redirect, String resource) {
        var request = request(client);
        request.put("redirect_uri", redirect);
        request.put("resource", resource);
        var back = browser.callback(fixture.connect.agree(browser.consent(browser.authorize(request))));
        assertThat(back).as(registered).startsWith(redirect + "?code=");
        var answer = Parameters.parse(URI.create(back).getRawQuery());
        assertThat(answer.get("iss")).isEqualTo(ORIGIN);
        var exchange = exchange(client, answer.required("code"));
        exchange.put("redirect_uri", redirect);
        exchange.put("resource", resource);
        assertThat(fixture.post("/token", exchange).getStatus()).isEqualTo(200);
    }
}
