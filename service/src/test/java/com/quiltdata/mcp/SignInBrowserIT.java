package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.Chromium;
import com.quiltdata.mcp.testing.ForeignPrograms;
import com.quiltdata.mcp.testing.NodeFolder;
import com.quiltdata.mcp.testing.OAuthClient;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sign-in in a real browser, which decides about cookies, policies and redirects. Needs Chromium; without it this is
 * skipped, unless the environment says FOREIGN_CLIENTS=required.
 */
class SignInBrowserIT {
    private static final Path PICTURES = Path.of("target", "signin");
    private static final Path CLIENTS = Path.of("..", "ops", "clients");
    private static final String CURSOR = "cursor://anysphere.cursor-mcp/oauth/callback";

    private final SandboxProcess sandbox = SandboxProcess.shared();
    private ServerProcess server;
    private Chromium chromium;

    @BeforeEach
    void start() {
        if (!ForeignPrograms.runs("chromium")) {
            ForeignPrograms.skip("The sign-in in a browser is SKIPPED: chromium is not on PATH.");
        }
        server = ServerProcess.signingIn(sandbox);
        chromium = Chromium.start();
    }

    @AfterEach
    void stop() {
        sandbox.settings("{\"connect\":{\"rememberConsent\":false}}");
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void userSignsInAndAgainAfterRevocation() {
        var client = OAuthClient.register(server, "http://127.0.0.1:" + ServerProcess.freePort() + "/callback");
        assertThat(client.list("none")).isEqualTo(401);
        var first = client.tokens(signIn(client, true));
        assertThat(client.callsTool(first)).isTrue();
        var second = client.refresh(first);
        assertThat(client.callsTool(second)).isTrue();
        client.revoke(second);
        assertThat(client.list(second.path("access_token").asText())).isEqualTo(401);
        assertThat(client.callsTool(client.tokens(signIn(client, true)))).isTrue();
    }

    /** Ours is asked each time, whatever Connect remembers. */
    @Test
    void asksForConsentEvenIfConnectRemembersIt() {
        sandbox.settings("{\"connect\":{\"rememberConsent\":true}}");
        var client = OAuthClient.register(server, "http://127.0.0.1:" + ServerProcess.freePort() + "/callback");
        assertThat(client.callsTool(client.tokens(signIn(client, true)))).isTrue();
        assertThat(client.callsTool(client.tokens(signIn(client, false)))).isTrue();
    }

    @Test
    void redirectsToThePrivateUseSchemeOfAnApplication() {
        var client = OAuthClient.register(server, CURSOR);
        var back = signIn(client, true);
        assertThat(back).startsWith(CURSOR + "?code=");
        assertThat(client.callsTool(client.tokens(back))).isTrue();
    }

    @Test
    void redirectsWithAnErrorWhenTheUserCancels() {
        var redirect = "http://127.0.0.1:" + ServerProcess.freePort() + "/callback";
        var client = OAuthClient.register(server, redirect);
        chromium.open(client.authorizeUrl());
        chromium.press("Cancel");
        var back = chromium.request(address -> address.startsWith(redirect));
        assertThat(OAuthClient.query(back))
                .containsEntry("error", "access_denied")
                .containsEntry("state", client.state())
                .containsEntry("iss", server.uri("").toString());
    }

    /** Pictures of both pages that ask or end something, for people to look at, and what axe-core finds in them. */
    @ParameterizedTest
    @CsvSource({
        "phone, 360, 740, false",
        "phone, 360, 740, true",
        "desktop, 1280, 800, false",
        "desktop, 1280, 800, true"
    })
    void pagesAreAccessible(String device, int width, int height, boolean dark) throws IOException {
        NodeFolder.installed(CLIENTS);
        chromium.bypassPolicies();
        chromium.appear(width, height, dark);
        var name = device + (dark ? "-dark" : "-light") + ".png";
        chromium.open(OAuthClient.register(server, "https://claude.ai/api/mcp/auth_callback")
                .authorizeUrl());
        chromium.screenshot(PICTURES.resolve("consent-" + name));
        assertAccessible();
        chromium.open(server.uri("/authorize?client_id=unknown").toString());
        chromium.screenshot(PICTURES.resolve("refusal-" + name));
        assertAccessible();
    }

    private void assertAccessible() throws IOException {
        chromium.evaluate(Files.readString(CLIENTS.resolve(Path.of("node_modules", "axe-core", "axe.min.js"))));
        var report = chromium.evaluate("axe.run().then(it => ({ passed: it.passes.map(rule => rule.id),"
                + " failed: it.violations.map(rule => rule.id + ': ' + rule.nodes.map(n => n.html).join(' ')) }))");
        assertThat(report.path("failed")).map(JsonNode::asText).isEmpty();
        assertThat(report.path("passed"))
                .map(JsonNode::asText)
                .contains("color-contrast", "document-title", "html-has-lang", "landmark-one-main");
        assertThat(chromium.evaluate("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .as("nothing is wider than the window")
                .isTrue();
    }

    /** Presses both buttons, or only ours; returns the address at which the client gets its code. */
    private String signIn(OAuthClient client, boolean askedByConnect) {
        chromium.open(client.authorizeUrl());
        chromium.press("Continue");
        if (askedByConnect) {
            chromium.loaded(address -> address.contains("/connect/authorize"));
            chromium.evaluate("document.querySelector('select').value = 'writer'");
            chromium.press("Continue");
        }
        return chromium.request(address -> address.startsWith(client.redirect() + "?"));
    }
}
