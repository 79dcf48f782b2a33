package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.ClientsPage;
import com.quiltdata.mcp.testing.ClientsPage.Section;
import com.quiltdata.mcp.testing.ClientsPage.Snippet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The runbook's page of clients has the same parts for each client, so that other pages can copy them. */
final class ClientsPageTest {
    private static final String OTHERS = "Any other client";
    private static final Set<String> SIGN_IN_ALONE = Set.of("Claude.ai", "ChatGPT", "Databricks", "Benchling");

    static List<Section> sections() {
        return ClientsPage.sections();
    }

    @Test
    void namesEachClient() {
        assertThat(sections())
                .extracting(Section::client)
                .containsExactly(
                        "Claude.ai",
                        "Claude Desktop",
                        "Claude Code",
                        "Cursor",
                        "VS Code",
                        "ChatGPT",
                        "Codex",
                        "Gemini CLI",
                        "Databricks",
                        "Benchling",
                        "MCP Inspector",
                        "mcp-remote",
                        "mcporter",
                        OTHERS);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void hasOneSnippetForTheHeaderAndAtMostOneForTheSignIn(Section section) {
        var signsInAlone = SIGN_IN_ALONE.contains(section.client());
        assertThat(section.snippets().stream().filter(Snippet::sendsHeader)).hasSize(signsInAlone ? 0 : 1);
        assertThat(section.snippets().stream().filter(snippet -> !snippet.sendsHeader()))
                .hasSizeBetween(signsInAlone ? 1 : 0, 1);
        assertThat(section.snippets())
                .allSatisfy(snippet -> assertThat(snippet.text()).containsPattern("\\bURL\\b"));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void saysWhatTheClientShowsAndHowToRenew(Section section) {
        if (!section.client().equals(OTHERS)) {
            assertThat(section.text())
                    .containsOnlyOnce("- **It works**: ")
                    .containsOnlyOnce("- **The token ends**: ")
                    .containsOnlyOnce("- **Renew**: ");
        }
    }

    @Test
    void readmeSetsClaudeCodeUpAsThePageDoes() throws IOException {
        var snippet = sections().stream()
                .filter(section -> section.client().equals("Claude Code"))
                .flatMap(section -> section.snippets().stream())
                .filter(Snippet::sendsHeader)
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(Path.of("..", "README.md")))
                .contains("| Claude Code | `" + snippet.text().strip() + "` |");
    }

    @ParameterizedTest
    @MethodSource("sections")
    void jsonSnippetsParse(Section section) throws IOException {
        for (var snippet : section.snippets()) {
            if (snippet.language().equals("json")) {
                assertThat(new ObjectMapper().readTree(snippet.text()).isObject())
                        .isTrue();
            }
        }
    }
}
