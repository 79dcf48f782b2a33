package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.page.FrontPage;
import com.quiltdata.mcp.page.PageFacts;
import com.quiltdata.mcp.page.PageState;
import com.quiltdata.mcp.testing.Chromium;
import com.quiltdata.mcp.testing.ForeignPrograms;
import com.quiltdata.mcp.testing.NodeFolder;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import com.quiltdata.mcp.tool.Selection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page at {@code /} in a real browser, under its own policy. Needs Chromium; without it this is skipped, unless the
 * environment says FOREIGN_CLIENTS=required.
 */
class FrontPageIT {
    private static final Path PICTURES = Path.of("target", "page");
    private static final Path CLIENTS = Path.of("..", "ops", "clients");
    private static final int TAB = 9;
    private static final int RIGHT = 39;

    private static ServerProcess server;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        if (!ForeignPrograms.runs("chromium")) {
            ForeignPrograms.skip("The page in a browser is SKIPPED: chromium is not on PATH.");
        }
        server = ServerProcess.signingIn(SandboxProcess.shared());
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static void open(String hash) {
        chromium.open("about:blank");
        chromium.open(server.uri("/" + hash).toString());
    }

    private static String text(String expression) {
        return chromium.evaluate(expression).asText();
    }

    private static List<String> texts(String selector) {
        var found = chromium.evaluate("[...document.querySelectorAll('" + selector + "')]"
                + ".filter(it => it.checkVisibility()).map(it => it.textContent)");
        var texts = new ArrayList<String>();
        found.forEach(it -> texts.add(it.asText()));
        return texts;
    }

    @Test
    void copiesTheEndpoint() {
        chromium.allowClipboard();
        open("");
        chromium.press("Copy");
        assertThat(text("new Promise(done => { const look = () => document.getElementById('copied').textContent"
                        + " ? done(document.getElementById('copied').textContent) : setTimeout(look, 5); look(); })"))
                .isEqualTo("Copied the endpoint's URL.");
        assertThat(text("navigator.clipboard.readText()"))
                .isEqualTo(server.uri("/mcp").toString());
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void searchesTheToolsWithoutTheNetwork() {
        open("");
        var all = texts(".tool summary code").size();
        chromium.evaluate("document.getElementById('query').focus()");
        chromium.type("package DELETES");
        assertThat(texts(".tool summary code")).contains("package_delete").doesNotContain("bucket_list");
        assertThat(text("document.getElementById('found').textContent")).endsWith(" of " + all + " tools");
        chromium.type(" nothing-like-this");
        assertThat(texts(".tool, .group h3, .group h4")).isEmpty();
        assertThat(text("document.getElementById('found').textContent")).startsWith("0 of ");
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void showsTheChosenClientAndFollowsLinksToOne() {
        open("#cursor");
        assertThat(texts(".client h3")).containsExactly("Cursor");
        chromium.evaluate("document.querySelector('#picker a[href=\"#codex\"]').click()");
        assertThat(texts(".client h3")).containsExactly("Codex");
        assertThat(text("location.hash")).isEqualTo("#codex");
    }

    @Test
    void keyboardReachesEverythingInOrder() {
        open("");
        var reached = new ArrayList<String>();
        for (var step = 0; step < 10; step++) {
            chromium.key("Tab", TAB);
            reached.add(text("document.activeElement.getAttribute('href')"
                    + " ?? document.activeElement.getAttribute('aria-label')"));
            assertThat(text("getComputedStyle(document.activeElement).outlineStyle"))
                    .as("focus on %s is visible", reached)
                    .isNotEqualTo("none");
        }
        assertThat(reached.getFirst()).isEqualTo("#main");
        assertThat(reached).containsSubsequence("#connect", "#tools", "Copy the endpoint's URL", "#tools", "#claude");
        chromium.key("ArrowRight", RIGHT);
        assertThat(text("document.activeElement.hash")).isEqualTo("#claude-code");
        assertThat(texts(".client h3")).containsExactly("Claude Code");
    }

    /** Pictures for people to look at, and what axe-core finds; with sign-in from the server, with tokens from a file. */
    @ParameterizedTest
    @CsvSource({
        "sign-in-phone-light, 390, 844, false",
        "sign-in-desktop-dark, 1280, 800, true",
        "token-phone-dark, 320, 640, true",
        "token-desktop-light, 1280, 800, false"
    })
    void isAccessible(String name, int width, int height, boolean dark) throws IOException {
        NodeFolder.installed(CLIENTS);
        chromium.bypassPolicies();
        chromium.appear(width, height, dark);
        if (name.startsWith("token")) {
            chromium.open(withTokens().toUri().toString());
        } else {
            open("");
        }
        chromium.screenshot(PICTURES.resolve(name + ".png"));
        chromium.evaluate("document.querySelectorAll('.client').forEach(it => it.hidden = false);"
                + "document.querySelectorAll('details').forEach((it, index) => it.open = index < 30)");
        assertAccessible();
    }

    private static Path withTokens() throws IOException {
        var facts = new PageFacts(null, URI.create("https://quilt.example.com"), PageFacts.Access.TOKEN, "development");
        var page = new FrontPage(facts, Selection.of(Everything.inventory(), "standard"))
                .in(new PageState(true, List.of("catalog")));
        Files.createDirectories(PICTURES);
        return Files.writeString(PICTURES.resolve("token.html"), StandardCharsets.UTF_8.decode(page.bytes(false)))
                .toAbsolutePath();
    }

    private static void assertAccessible() throws IOException {
        chromium.evaluate(Files.readString(CLIENTS.resolve(Path.of("node_modules", "axe-core", "axe.min.js"))));
        var report = chromium.evaluate("axe.run().then(it => ({ passed: it.passes.map(rule => rule.id),"
                + " failed: it.violations.map(rule => rule.impact + ' ' + rule.id + ': '"
                + " + rule.nodes.map(n => n.html).join(' ')) }))");
        assertThat(report.path("failed")).map(JsonNode::asText).isEmpty();
        assertThat(report.path("passed"))
                .map(JsonNode::asText)
                .contains("color-contrast", "heading-order", "label", "landmark-one-main", "region");
        assertThat(chromium.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
                        .asBoolean())
                .as("nothing is wider than the window")
                .isTrue();
        assertThat(chromium.evaluate("[...document.querySelectorAll('nav a, dd a')].every(it => it.offsetHeight < 48)")
                        .asBoolean())
                .as("links of a word or two have one line")
                .isTrue();
    }
}
