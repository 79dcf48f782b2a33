package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.AppHost;
import com.quiltdata.mcp.testing.ForeignPrograms;
import com.quiltdata.mcp.testing.NodeFolder;
import com.quiltdata.mcp.testing.PictureGolden;
import com.quiltdata.mcp.tool.AppView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages for MCP Apps look like, and what axe-core finds in them. Needs Chromium, Node and npm. */
@Tag("process")
final class AppLooksIT {
    private static final Path CLIENTS = Path.of("..", "ops", "clients");
    private static final Path PICTURES = Path.of("target", "app");
    private static final Path GOLDENS = Path.of("src", "test", "resources", "golden", "app");

    private static AppHost host;

    @BeforeAll
    static void start() {
        if (!ForeignPrograms.runs("chromium")) {
            ForeignPrograms.skip("The pages of MCP Apps in a browser are SKIPPED: chromium is not on PATH.");
        }
        NodeFolder.installed(CLIENTS);
        host = AppHost.start();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "package, PACKAGE, desktop, 900, false",
        "package, PACKAGE, phone, 360, true",
        "rows, TABLE, desktop, 900, true",
        "rows, TABLE, phone, 360, false",
        "chart, CHART, desktop, 900, false",
        "chart, CHART, phone, 360, true",
        "hostile-package, PACKAGE, desktop, 900, false",
        "hostile-package, PACKAGE, phone, 320, true"
    })
    void looksRightAndIsAccessible(String example, AppView view, String device, int width, boolean dark)
            throws IOException {
        host.chromium().appear(width, 800, dark);
        AppExamples.show(host, view, example, Map.of("context", Map.of("theme", dark ? "dark" : "light")));
        var picture = "%s-%s-%s.png".formatted(example, device, dark ? "dark" : "light");
        host.chromium().screenshot(PICTURES.resolve(picture));
        PictureGolden.check(GOLDENS.resolve(picture), PICTURES.resolve(picture));
        host.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)");
        assertAccessible();
    }

    private static void assertAccessible() throws IOException {
        host.evaluate(Files.readString(CLIENTS.resolve(Path.of("node_modules", "axe-core", "axe.min.js"))) + ";0");
        var report = host.evaluate("globalThis.axe ? axe.run().then(it => ({ passed: it.passes.map(rule => rule.id),"
                + " failed: it.violations.map(rule => rule.impact + ' ' + rule.id + ': '"
                + " + rule.nodes.map(n => n.html).join(' ')) })) : 'no axe'");
        assertThat(report.path("failed")).as("%s", report).map(JsonNode::asText).isEmpty();
        assertThat(report.path("passed"))
                .as("%s", report)
                .map(JsonNode::asText)
                .contains("color-contrast", "landmark-one-main", "region", "page-has-heading-one", "scope-attr-valid");
        assertThat(host.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
                        .asBoolean())
                .as("nothing is wider than the window")
                .isTrue();
    }
}
