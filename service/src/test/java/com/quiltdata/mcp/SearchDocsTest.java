package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.FakeUpstream.ReceivedRequest;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The documentation as clients search it. */
@Timeout(120)
@Tag("process")
final class SearchDocsTest {
    private static final String TOOL = "search_docs_quilt_bio";

    private static final FakeUpstream DOCS = new FakeUpstream();
    private static TestServer server;
    private static String token;

    @BeforeAll
    static void start() {
        token = SandboxProcess.shared().token("reader");
        DOCS.answering(exchange -> {
            var path = exchange.getRequestURI().getPath();
            if (path.equals("/sitemap.xml")) {
                var pages = new StringBuilder("<urlset>");
                for (int i = 0; i < 30; i++) {
                    pages.append("<url><loc>%s/guide/workflow-%d</loc></url>".formatted(DOCS.url(), i));
                }
                FakeUpstream.answer(
                        exchange, 200, "text/xml", pages.append("</urlset>").toString());
            } else {
                FakeUpstream.answer(
                        exchange,
                        200,
                        "text/html",
                        "<title>Workflow page</title><p>%s</p>".formatted("metadata schema of workflows ".repeat(300)));
            }
        });
        server = TestServer.onSandbox(Map.of("QUILT_MCP_DOCS_URL", DOCS.url()));
    }

    @AfterAll
    static void stop() {
        server.close();
        DOCS.close();
    }

    private static JsonNode read(Map<String, ?> arguments) {
        var found = server.ok(token, TOOL, arguments);
        while (found.path("note").asText().contains("not loaded yet")) {
            Thread.onSpinWait();
            found = server.ok(token, TOOL, arguments);
        }
        return found;
    }

    @Test
    void returnsEightPagesByDefault() {
        var found = read(Map.of("query", "workflow schema"));
        assertThat(found.get("results")).hasSize(8);
        assertThat(found.get("total_matches").asInt()).isEqualTo(30);
        assertThat(found.get("truncated").asBoolean()).isTrue();
        assertThat(found.get("note").asText()).contains("raise limit");
        assertThat(found.get("source").asText()).isEqualTo(DOCS.url() + "/sitemap.xml");
        assertThat(found.at("/results/0/title").asText()).isEqualTo("Workflow page");
        assertThat(found.at("/results/0/snippet").asText()).contains("schema").hasSizeLessThan(210);
        assertThat(read(Map.of("query", "workflow", "limit", 25)).get("results"))
                .hasSize(25);
    }

    @Test
    void suggestsOtherWordsWhenNothingIsFound() {
        var found = read(Map.of("query", "zebra"));
        assertThat(found.get("results")).isEmpty();
        assertThat(found.get("note").asText()).startsWith("No matches; try other or fewer words");
    }

    @Test
    void refusesAQueryWithoutWordsBeforeAnyRequest() {
        assertThat(server.fails(token, TOOL, Map.of("query", "?!")))
                .startsWith("`query` must contain a letter or a digit");
        assertThat(server.fails(token, TOOL, Map.of("query", "x", "limit", 26))).contains("limit");
    }

    @Test
    void sendsNoTokenToTheSite() {
        read(Map.of("query", "workflow"));
        assertThat(DOCS.seen()).hasSizeGreaterThan(30);
        assertThat(DOCS.seen()).extracting(ReceivedRequest::authorization).containsOnlyNulls();
        assertThat(DOCS.seen().toString()).doesNotContain(token);
    }

    @Test
    void saysThatItIsSwitchedOff() {
        try (var closed = TestServer.onSandbox(Map.of("QUILT_MCP_DOCS_URL", "off"))) {
            assertThat(closed.fails(token, TOOL, Map.of("query", "workflow")))
                    .isEqualTo("Documentation search is switched off on this server (QUILT_MCP_DOCS_URL=off);"
                            + " open https://docs.quilt.bio in a browser instead.");
        }
    }
}
