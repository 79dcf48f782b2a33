package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages, folders and files read by Quilt+ URI, through the whole server. */
@Tag("process")
final class PackageResourcesTest {
    private static final String HURDAT = "quilt+s3://quilt-example#package=examples/hurdat";

    private static TestServer server;
    private static SandboxProcess sandbox;
    private static ResourceClient readings;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of());
        readings = new ResourceClient(server, sandbox);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        sandbox.clearFaults();
        sandbox.clearRequests();
    }

    /** The revisions of examples/hurdat, newest first. */
    private static List<String> revisions() {
        var template = "quilt+s3://{bucket}#package={+package}@{revision}";
        var chosen = Map.of("bucket", "quilt-example", "package", "examples/hurdat");
        var params = Map.of(
                "ref", Map.of("type", "ref/resource", "uri", template),
                "argument", Map.of("name", "revision", "value", ""),
                "context", Map.of("arguments", chosen));
        var values = new ArrayList<String>();
        readings.ask("reader", "completion/complete", params, "")
                .at("/result/completion/values")
                .forEach(value -> values.add(value.asText()));
        values.remove("latest");
        return values;
    }

    @Test
    void readsTheNamedVersionOfAnObject() {
        var first = TestServer.json(
                readings.read("reader", HURDAT + "@" + revisions().getLast())
                        .get("text")
                        .asText());
        var pinned = first.findValuesAsText("physical_key").stream()
                .filter(key -> key.contains("storms.csv?versionId="))
                .findFirst()
                .orElseThrow();
        var current = pinned.substring(0, pinned.indexOf('?'));
        assertThat(readings.read("reader", current).get("text").asText()).contains("Milton,2024");
        assertThat(readings.read("reader", pinned).get("text").asText())
                .isNotEmpty()
                .doesNotContain("Milton,2024");
        assertThat(readings.refusal("reader", current + "?versionId=none")).isNotBlank();
    }

    @Test
    void readsAPackageAsItsRevisionAndEntries() {
        var page = TestServer.json(readings.read("reader", HURDAT).get("text").asText());
        assertThat(page.get("package_name").asText()).isEqualTo("examples/hurdat");
        assertThat(page.get("revision").asText()).matches("[0-9a-f]{64}");
        assertThat(page.get("truncated").asBoolean()).isFalse();
        assertThat(page.findValuesAsText("logical_key")).contains("README.md", "data/storms.csv");
        assertThat(readings.read("reader", page.get("uri").asText()).get("text").asText())
                .isEqualTo(page.toString());
    }

    @Test
    void notesThatOnlyOneLevelOfALargePackageIsListed() {
        var page = TestServer.json(readings.read("reader", "quilt+s3://quilt-example#package=examples/wide")
                .get("text")
                .asText());
        assertThat(page.get("truncated").asBoolean()).isTrue();
        assertThat(page.get("recursive").asBoolean()).isFalse();
        assertThat(page.get("entries")).hasSize(12);
        assertThat(page.get("total_entries").asInt()).isEqualTo(12);
        assertThat(page.get("note").asText()).contains("one level", "package_browse");
    }

    @Test
    void readsTheManifestWhenTheRegistryTruncatesItsList() {
        var whole = readings.json("reader", HURDAT);
        sandbox.settings("{\"maxListedEntries\": 1}");
        try {
            server.ok(sandbox.token("reader"), "package_browse", Map.of("uri", HURDAT));
            assertThat(readings.json("switcher", HURDAT)).isEqualTo(whole);
        } finally {
            sandbox.settings("{\"maxListedEntries\": 2147483647}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes", "notes/", "notes/2024"})
    void readsAFolderAsTheFilesBelowIt(String path) {
        var page = TestServer.json(
                readings.read("reader", HURDAT + "&path=" + path).get("text").asText());
        assertThat(page.findValuesAsText("logical_key")).containsExactly("notes/2024/summary.txt");
    }

    @Test
    void readsAFileAtTheVersionOfItsRevision() {
        assertThat(revisions()).hasSize(3);
        var latest = readings.read("reader", HURDAT + "&path=data%2Fstorms.csv");
        var first = readings.read("reader", HURDAT + "@" + revisions().getLast() + "&path=data%2Fstorms.csv");
        assertThat(latest.get("text").asText()).contains("Milton,2024");
        assertThat(first.get("text").asText()).isNotEmpty().doesNotContain("Milton,2024");
        assertThat(first.get("mimeType").asText()).startsWith("text/csv");
    }
}
