package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code search} and {@code fetch} in the shapes that OpenAI's documentation prescribes, over HTTP. */
@Timeout(120)
@Tag("process")
final class ChatGptToolsTest {
    private static final FakeUpstream DOCS = new FakeUpstream();
    private static final String WORDS = "storms and their metadata ";
    private static final String LONG = "/guide/long";

    private static TestServer server;
    private static SandboxProcess sandbox;
    private static String token;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        token = sandbox.token("reader");
        DOCS.answering(exchange -> {
            var path = exchange.getRequestURI().getPath();
            if (path.equals("/sitemap.xml")) {
                var pages = "<url><loc>%1$s/guide/storms</loc></url><url><loc>%1$s%2$s</loc></url>"
                        .formatted(DOCS.url(), LONG);
                FakeUpstream.answer(exchange, 200, "text/xml", "<urlset>" + pages + "</urlset>");
            } else {
                var text = WORDS.repeat(path.equals(LONG) ? 20_000 : 1_000);
                FakeUpstream.answer(exchange, 200, "text/html", "<title>Storms</title><p>%s</p>".formatted(text));
            }
        });
        server = TestServer.onSandbox(Map.of("QUILT_MCP_DOCS_URL", DOCS.url(), "QUILT_MCP_TOOLSETS", "chatgpt"));
    }

    @AfterAll
    static void stop() {
        server.close();
        DOCS.close();
    }

    /** Calls a tool and returns its structured content, which must be its only text too. */
    private static JsonNode prescribed(String tool, Map<String, ?> arguments) {
        var result = server.call(token, tool, arguments);
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
        assertThat(result.get("content")).hasSize(1);
        assertThat(result.at("/content/0/type").asText()).isEqualTo("text");
        var structured = result.get("structuredContent");
        assertThat(TestServer.json(result.at("/content/0/text").asText())).isEqualTo(structured);
        return structured;
    }

    private static JsonNode search(String query) {
        var found = prescribed("search", Map.of("query", query));
        while (found.path("note").asText().contains("not loaded yet")) {
            Thread.onSpinWait();
            found = prescribed("search", Map.of("query", query));
        }
        return found;
    }

    private static List<String> names(JsonNode node) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode fetch(String id) {
        var document = prescribed("fetch", Map.of("id", id));
        assertThat(names(document)).containsExactly("id", "title", "text", "url", "metadata");
        assertThat(document.get("id").asText()).isEqualTo(id);
        assertThat(document.get("url").asText()).startsWith("http");
        return document;
    }

    @Test
    void listsOnlySearchAndFetch() {
        var list = server.post(token, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");

        var tools = TestServer.json(list.body()).at("/result/tools");
        assertThat(tools.findValuesAsText("name")).containsExactly("search", "fetch");
        assertThat(names(tools.at("/0/inputSchema/properties"))).containsExactly("query");
        assertThat(names(tools.at("/1/inputSchema/properties"))).containsExactly("id");
        assertThat(tools.at("/0/outputSchema/required")).hasToString("[\"results\"]");
    }

    @Test
    void findsPackagesObjectsAndPagesAndFetchesEach() {
        var found = search("storms");

        assertThat(names(found)).containsExactly("results");
        var ids = new ArrayList<String>();
        for (var result : found.get("results")) {
            assertThat(names(result)).containsExactly("id", "title", "url");
            assertThat(result.get("url").asText()).startsWith("http");
            var document = fetch(result.get("id").asText());
            assertThat(document.get("text").asText()).isNotBlank();
            assertThat(document.get("url")).isEqualTo(result.get("url"));
            ids.add(result.get("id").asText());
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).anyMatch(id -> id.startsWith("quilt+s3://")).anyMatch(id -> id.startsWith("s3://"));
        assertThat(ids).contains(DOCS.url() + "/guide/storms");
    }

    @Test
    void fetchesTheCompletePageThatTheIndexTruncated() {
        var page = fetch(DOCS.url() + "/guide/storms");

        assertThat(page.get("title").asText()).isEqualTo("Storms");
        assertThat(page.get("text").asText()).isEqualTo(WORDS.repeat(1_000).strip());
        assertThat(page.get("metadata").has("truncated")).isFalse();
    }

    @Test
    void saysWhenTextIsCut() {
        var page = fetch(DOCS.url() + LONG);

        assertThat(page.get("text").asText())
                .startsWith(WORDS)
                .matches("(?s).*\\[Cut: these are the first [\\d,]+ characters of 519,999 characters\\. Open .*]");
        assertThat(page.at("/metadata/truncated").asBoolean()).isTrue();
    }

    @Test
    void describesPackageAndReadsItsFiles() {
        var id = "quilt+s3://quilt-example#package=examples/hurdat";

        var document = fetch(id);
        var hash = document.at("/metadata/top_hash").asText();
        var text = document.get("text").asText();
        assertThat(text).startsWith("Package examples/hurdat in bucket quilt-example, revision " + hash);
        assertThat(text).contains("\nTo read a file, fetch %s@%s&path=".formatted(id, hash));
        var file = text.lines()
                .filter(line -> line.matches("\\S+\\.(csv|md) \\(.*"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(" .*", "");
        var read = fetch("%s@%s&path=%s".formatted(id, hash, file.replace("/", "%2F")));
        assertThat(read.get("title").asText()).isEqualTo(file);
        assertThat(read.get("text").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storms | `id`: nothing has this id",
                "https://example.com/page | `id`: nothing has this id",
                "s3://quilt-example/no/such | No object",
                "quilt+s3://quilt-example#package=examples/none | examples/none",
            })
    void refusesUnknownIds(String id, String reason) {
        assertThat(server.fails(token, "fetch", Map.of("id", id))).contains(reason);
    }

    @Test
    void saysThatDocumentationIsSwitchedOff() {
        try (var closed = TestServer.onSandbox(Map.of("QUILT_MCP_DOCS_URL", "off"))) {
            var found = closed.ok(token, "search", Map.of("query", "storms"));
            assertThat(found.get("results")).isNotEmpty();
            assertThat(found.get("note").asText()).startsWith("The documentation was not searched: ");
        }
    }
}
