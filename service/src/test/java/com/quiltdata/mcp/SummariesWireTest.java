package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.tools.packages.summaries.SummarizeSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Summaries through the real server on the sandbox: the files that are reported are in the package, as the catalog reads them. */
@Tag("process")
final class SummariesWireTest {
    private static final String BUCKET = "quilt-example";

    private static SandboxProcess sandbox;
    private static TestServer server;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.written();
        server = TestServer.onWrittenSandbox();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode ok(String tool, Map<String, ?> arguments) {
        return server.ok(sandbox.token("writer"), tool, arguments);
    }

    private static String fails(String tool, Map<String, ?> arguments) {
        return server.fails(sandbox.token("writer"), tool, arguments);
    }

    private static String created(String name) {
        var entries = new HashMap<String, Object>();
        for (var key : List.of("data/a.csv", "data/b.csv", "data/raw/c.csv", "notes.md", "table.tsv", "x/y.json")) {
            entries.put(key, Map.of("type", "inline", "content", "id,name\n1,storm\n".repeat(key.length())));
        }
        return ok("package_create", Map.of("registry", BUCKET, "package_name", name, "entries", entries))
                .get("top_hash")
                .asText();
    }

    private static Map<String, Object> of(String name, Map<String, ?> more) {
        var arguments = new HashMap<String, Object>(Map.of("bucket", BUCKET, "name", name));
        arguments.putAll(more);
        return arguments;
    }

    private static List<String> keys(String name) {
        var keys = new ArrayList<String>();
        ok("package_browse", Map.of("registry", BUCKET, "package_name", name))
                .get("entries")
                .forEach(it -> keys.add(it.get("logical_key").asText()));
        return keys;
    }

    private static JsonNode entry(String name, String hash, String key) {
        for (var entry : ok("package_browse", Map.of("registry", BUCKET, "package_name", name, "revision", hash))
                .get("entries")) {
            if (entry.get("logical_key").asText().equals(key)) {
                return entry;
            }
        }
        throw new AssertionError("no " + key);
    }

    private static JsonNode object(String tool, String name, String hash, String key) {
        return ok(
                tool,
                Map.of("s3_uri", entry(name, hash, key).get("physical_key").asText()));
    }

    @Test
    void newRevisionHasTheFilesWithTheirMediaTypes() {
        var base = created("summaries/files");

        var added = ok("package_add_summary", of("summaries/files", Map.of("message", "Summarize")));

        assertThat(added.get("base_hash").asText()).isEqualTo(base);
        var hash = added.get("top_hash").asText();
        assertThat(added.get("package_url").asText())
                .startsWith(sandbox.catalogUrl().replaceFirst("/+$", "") + "/b/" + BUCKET)
                .contains(hash);
        var keys = keys("summaries/files");
        added.get("added").forEach(key -> assertThat(keys).contains(key.asText()));
        assertThat(keys).hasSize(6 + added.get("added").size()).contains("data/a.csv", "x/y.json");
        var summarize = object("bucket_object_text", "summaries/files", hash, "quilt_summarize.json")
                .get("text")
                .asText();
        assertThat(SummarizeSchema.paths(summarize))
                .startsWith("README.md", "summary/file_type_distribution.json")
                .isSubsetOf(keys);
        assertThat(type("summaries/files", hash, "README.md")).isEqualTo("text/markdown; charset=utf-8");
        for (var key : List.of("quilt_summarize.json", "summary/folder_structure.json")) {
            assertThat(type("summaries/files", hash, key)).isEqualTo("application/json");
        }
        var chart = object("bucket_object_text", "summaries/files", hash, "summary/file_type_distribution.json")
                .get("text")
                .asText();
        assertThat(TestServer.json(chart).at("/series/0/type").asText()).isEqualTo("pie");
        assertThat(ok("package_revision", of("summaries/files", Map.of()))
                        .get("message")
                        .asText())
                .isEqualTo("Summarize");
    }

    private static String type(String name, String hash, String key) {
        return object("bucket_object_info", name, hash, key)
                .at("/object/content_type")
                .asText();
    }

    @Test
    void existingFilesArePreservedUnlessNamed() {
        created("summaries/kept");
        var first = ok("package_add_summary", of("summaries/kept", Map.of("readme", "# By hand")));
        assertThat(fails("package_add_summary", of("summaries/kept", Map.of()))).contains("has `README.md`");
        assertThat(fails("package_add_summary", of("summaries/kept", Map.of("readme", "# Other"))))
                .contains("replace=[\"readme\"]", "Nothing was written.");
        assertThat(keys("summaries/kept")).hasSize(6 + first.get("added").size());

        var second = ok("package_add_summary", of("summaries/kept", Map.of("replace", List.of("charts"))));

        assertThat(second.get("kept").toString()).isEqualTo("[\"README.md\",\"quilt_summarize.json\"]");
        var hash = second.get("top_hash").asText();
        assertThat(object("bucket_object_text", "summaries/kept", hash, "README.md")
                        .get("text")
                        .asText())
                .isEqualTo("# By hand");
    }

    @Test
    void dryRunWritesNothing() {
        var base = created("summaries/dry");
        var preview = ok("package_add_summary", of("summaries/dry", Map.of("dry_run", true)));
        assertThat(preview.get("action").asText()).isEqualTo("preview");
        assertThat(preview.get("texts").get(1).get("key").asText()).isEqualTo("quilt_summarize.json");
        assertThat(ok("package_revision", of("summaries/dry", Map.of()))
                        .get("revision")
                        .asText())
                .isEqualTo(base);
    }

    @Test
    void oneOfTwoWritersWinsAndTheOtherIsTold() {
        var base = created("summaries/race");
        var answers = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> server.call(
                                sandbox.token(i == 0 ? "writer" : "admin"),
                                "package_add_summary",
                                of("summaries/race", Map.of("readme", "# Writer " + i, "revision", base))),
                        Thread.ofVirtual()::start))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        var won = answers.stream().filter(it -> !it.path("isError").asBoolean()).toList();
        assertThat(won).as("%s", answers).hasSize(1);
        var winner = won.getFirst().at("/structuredContent/top_hash").asText();
        assertThat(answers)
                .filteredOn(it -> it.path("isError").asBoolean())
                .singleElement()
                .satisfies(it -> assertThat(it.at("/content/0/text").asText()).contains(winner));
        assertThat(ok("package_revision", of("summaries/race", Map.of()))
                        .get("revision")
                        .asText())
                .isEqualTo(winner);
        var readme = object("bucket_object_text", "summaries/race", winner, "README.md")
                .get("text")
                .asText();
        assertThat(readme).isEqualTo("# Writer " + answers.indexOf(won.getFirst()));
    }

    @Test
    void generatedFilesAreWhatTheCatalogAccepts() {
        var arguments = Map.of(
                "package_name", "lab/plates",
                "package_metadata", Map.of(),
                "organized_structure", Map.of("data", List.of(Map.of("Key", "raw/a.csv", "Size", 3), "b.csv")),
                "readme_content", "",
                "source_info", Map.of("bucket", BUCKET));

        var summarize = ok("generate_quilt_summarize_json", arguments);
        assertThat(SummarizeSchema.paths(summarize.at("/quilt_summarize/text").asText()))
                .containsExactly("data/a.csv", "data/b.csv");
        assertThat(summarize.at("/access/catalog_url").asText())
                .startsWith(sandbox.catalogUrl().replaceFirst("/+$", ""));
        var files = ok("create_quilt_summary_files", arguments);
        assertThat(SummarizeSchema.paths(
                        files.at("/summary_package/quilt_summarize.json").toString()))
                .startsWith("README.md", "summary/folder_structure.json");
        assertThat(files.at("/summary_package/README.md").asText())
                .contains("2 files, at least 3 B.", "| `data/` | 2 | at least 3 B |");
        assertThat(files.at("/summary_package/visualizations/folder_structure/filename")
                        .asText())
                .isEqualTo("summary/folder_structure.json");
        assertThat(files.get("files_generated").toString())
                .isEqualTo("{\"quilt_summarize.json\":true,\"README.md\":true,\"visualizations\":true}");
    }
}
