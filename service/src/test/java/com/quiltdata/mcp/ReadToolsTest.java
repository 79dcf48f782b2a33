package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages and objects read through the whole server: what must hold where the server we replace had a defect. */
@Tag("process")
final class ReadToolsTest {
    private static final String BUCKET = "quilt-example";
    private static final String HURDAT = "examples/hurdat";
    private static final Map<String, String> NAMED = Map.of("bucket", BUCKET, "name", HURDAT);

    private static TestServer server;
    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        sandbox.clearFaults();
    }

    private static JsonNode ok(String tool, Map<String, ?> arguments) {
        return server.ok(sandbox.token("reader"), tool, arguments);
    }

    private static String fails(String tool, Map<String, ?> arguments) {
        return server.fails(sandbox.token("reader"), tool, arguments);
    }

    /** The hashes of the revisions of examples/hurdat, newest first. */
    private static List<String> hashes() {
        var hashes = new ArrayList<String>();
        ok("package_revisions", NAMED)
                .get("revisions")
                .forEach(it -> hashes.add(it.get("revision").asText()));
        return hashes;
    }

    private static JsonNode rpc(String body, @Nullable String version) {
        var request = server.mcp(sandbox.token("reader"));
        if (version != null) {
            request.header("MCP-Protocol-Version", version);
        }
        return TestServer.json(server.send(request.POST(HttpRequest.BodyPublishers.ofString(body)))
                .body());
    }

    /** The last block of an answer to a client of this revision. */
    private static JsonNode lastBlock(String tool, String arguments, @Nullable String version) {
        var content = rpc(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                                .formatted(tool, arguments),
                        version)
                .at("/result/content");
        return content.get(content.size() - 1);
    }

    @Test
    void listsPackagesByNameAndByPage() {
        var names = ok("packages_list", Map.of("registry", "s3://" + BUCKET, "prefix", "examples/"));
        var page = ok("package_list", Map.of("bucket", BUCKET, "filter", "examples/", "per_page", 2, "page", 2));

        assertThat(names.get("packages").toString()).contains(HURDAT, "examples/wide");
        assertThat(names.get("truncated").asBoolean()).isFalse();
        assertThat(page.get("packages")).hasSize(2);
        assertThat(page.get("total").asInt()).isEqualTo(names.get("count").asInt());
    }

    @Test
    void listsRevisionsAndDescribesEach() {
        var hashes = hashes();
        var first = ok("package_revision", with(NAMED, "revision", hashes.get(2).substring(0, 8)));

        assertThat(hashes).hasSize(3);
        assertThat(first.get("revision").asText()).isEqualTo(hashes.get(2));
        assertThat(first.get("message").asText()).isEqualTo("First storms");
        assertThat(first.at("/metadata/source").asText()).isEqualTo("NOAA");
        assertThat(first.get("total_entries").asInt()).isEqualTo(2);
        assertThat(ok("package_revision", Map.of("uri", first.get("uri").asText())))
                .isEqualTo(first);
        assertThat(first.get("catalog_url").asText())
                .isEqualTo(
                        "%s/b/%s/packages/%s/tree/%s/".formatted(sandbox.catalogUrl(), BUCKET, HURDAT, hashes.get(2)));
    }

    @Test
    void acceptsThePackageArgumentsOfBothServers() {
        var theirs = Map.of("registry", "s3://" + BUCKET, "package_name", HURDAT);

        assertThat(ok("package_revision", theirs)).isEqualTo(ok("package_revision", NAMED));
        assertThat(ok("package_browse", NAMED).get("revision"))
                .isEqualTo(ok("package_browse", theirs).get("revision"));
        assertThat(fails("package_revision", with(NAMED, "registry", "other-bucket")))
                .contains("names of one argument with different values");
    }

    private static Map<String, Object> with(Map<String, ?> arguments, String name, Object value) {
        var more = new java.util.HashMap<String, Object>(arguments);
        more.put(name, value);
        return more;
    }

    /** A package without metadata could not be browsed. */
    @Test
    void readsAPackageWhoseMetadataIsNull() {
        var raw = Map.of("bucket", "quilt-lab", "name", "lab/raw");

        for (var tool : List.of("package_browse", "package_revision")) {
            var answer = server.ok(sandbox.token("writer"), tool, raw);
            assertThat(answer.get("package_name").asText()).isEqualTo("lab/raw");
            assertThat(answer.has("metadata")).isFalse();
        }
    }

    /** F9: only the root of the latest revision could be browsed. */
    @Test
    void browsesAFolderOfAnOldRevision() {
        var before = ok(
                "package_browse", with(with(NAMED, "revision", hashes().get(2).substring(0, 6)), "path", "data/"));
        var now = ok("package_browse", with(NAMED, "path", "data/"));

        assertThat(before.findValuesAsText("logical_key")).containsExactly("data/storms.csv");
        assertThat(now.findValuesAsText("logical_key")).containsExactly("data/storms.csv", "data/storms.json");
    }

    @Test
    void browsesAPackageThatTheRegistryCannotListFromItsManifest() {
        var wide = Map.of("bucket", BUCKET, "name", "examples/wide");

        var all = ok("package_browse", with(wide, "top", 10));
        var level = ok("package_browse", with(wide, "recursive", false));

        assertThat(all.at("/summary/total_files").asInt()).isEqualTo(1200);
        assertThat(all.at("/entries/0/hash").asText()).isNotEmpty();
        assertThat(all.get("next_offset").asInt()).isEqualTo(10);
        assertThat(level.get("summary")).isEqualTo(all.get("summary"));
    }

    /** F10: no link led to a file of a package. */
    @Test
    void linksToTheFileVersionOfTheRevision() {
        var arguments = with(with(NAMED, "path", "data/storms.csv"), "expiration", 60);
        var now = ok("package_entry_link", arguments);
        var before = ok("package_entry_link", with(arguments, "revision", hashes().get(2)));

        assertThat(download(now)).contains("Milton,2024");
        assertThat(download(before)).isNotEmpty().doesNotContain("Milton,2024");
        assertThat(before.get("signed_url").asText()).contains("versionId=");
        assertThat(before.get("expiration_seconds").asInt()).isLessThanOrEqualTo(60);
    }

    private static String download(JsonNode link) {
        var url = URI.create(link.get("signed_url").asText());
        return server.send(HttpRequest.newBuilder(url)).body();
    }

    /** D4: a key with a number sign read another object. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hash#tag.txt",
                "question?.txt",
                "100%.txt",
                "50%25 done.txt",
                "a+b.txt",
                "with spaces.txt",
                "日本.txt",
                "😀.txt"
            })
    void readsAnAwkwardKeyByEveryUri(String key) {
        var browsed = ok("package_browse", Map.of("bucket", BUCKET, "name", "examples/awkward", "path", key));
        var page = ok("catalog_link", Map.of("bucket", BUCKET, "package_name", "examples/awkward", "path", key));
        var object = ok("catalog_link", Map.of("bucket", BUCKET, "path", "awkward/" + key));

        for (var uri : List.of(
                browsed.at("/entries/0/physical_key").asText(),
                page.get("uri").asText(),
                object.get("uri").asText())) {
            assertThat(ok("object_read", Map.of("uri", uri)).get("text").asText())
                    .isEqualTo("I am " + key + "\n");
        }
        assertThat(ok("catalog_link", Map.of("uri", page.get("catalog_url").asText())))
                .isEqualTo(page);
    }

    @Test
    void showsTextTablesAndImages() {
        assertThat(read("text/latin1.txt").get("text").asText()).isEqualTo("naïve café\n");
        assertThat(read("data/storms.csv").at("/table/columns/0").asText()).isEqualTo("name");
        assertThat(read("data/records.jsonl").at("/table/rows").toString()).isEqualTo("[[1,\"a\"],[2,\"b\"]]");
        assertThat(read("binary/all-bytes.bin").get("type").asText()).isEqualTo("binary");
        assertThat(read("images/gradient.png").get("truncated").asBoolean()).isFalse();
        assertThat(lastBlock("object_read", "{\"uri\":\"s3://quilt-example/images/gradient.png\"}", null)
                        .get("mimeType")
                        .asText())
                .isEqualTo("image/png");
    }

    private static JsonNode read(String key) {
        return ok("object_read", Map.of("uri", "s3://%s/%s".formatted(BUCKET, key)));
    }

    @ParameterizedTest
    @CsvSource({"2025-06-18", "2025-11-25"})
    void linkedResourcesCanBeRead(String version) {
        var calls = Map.of(
                "package_browse",
                "{\"bucket\":\"quilt-example\",\"name\":\"examples/hurdat\",\"path\":\"README.md\"}",
                "object_read",
                "{\"uri\":\"s3://quilt-example/text/utf8.txt\",\"max_bytes\":9}",
                "search_catalog",
                "{\"query\":\"content:SECOND AND content:naïve\",\"limit\":1}",
                "search_objects",
                "{\"query\":\"content:SECOND AND content:naïve\",\"page_size\":1}");
        calls.forEach((tool, arguments) -> {
            var link = lastBlock(tool, arguments, version);
            assertThat(link.get("type").asText()).isEqualTo("resource_link");
            var answer = rpc(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"%s\"}}"
                            .formatted(link.get("uri").asText()),
                    version);
            assertThat(answer.at("/result/contents/0/text").asText().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .hasSize(link.get("size").asInt());
        });
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "2025-03-26")
    void sendsUrisAsTextToClientsWithoutResourceLinks(@Nullable String version) {
        var block = lastBlock("object_read", "{\"uri\":\"s3://quilt-example/text/utf8.txt\",\"max_bytes\":9}", version);

        assertThat(block.get("type").asText()).isEqualTo("text");
        assertThat(block.get("text").asText()).startsWith("utf8.txt: s3://quilt-example/text/utf8.txt?versionId=");
    }

    @Test
    void comparesTwoRevisions() {
        var hashes = hashes();
        var diff = ok(
                "package_diff",
                Map.of(
                        "package1_name",
                        HURDAT,
                        "package2_name",
                        HURDAT,
                        "registry",
                        BUCKET,
                        "package1_hash",
                        hashes.get(1)));

        assertThat(diff.get("package2_hash").asText()).isEqualTo(hashes.getFirst());
        assertThat(diff.at("/diff/added").toString()).isEqualTo("[\"notes/2024/summary.txt\"]");
        assertThat(diff.at("/diff/modified/0/logical_key").asText()).isEqualTo("data/storms.csv");
        assertThat(diff.at("/diff/modified/0/changed").toString()).isEqualTo("[\"content\",\"physical_key\"]");
        assertThat(diff.at("/header/metadata/changed").toString()).isEqualTo("[\"reviewed\"]");
        assertThat(diff.at("/header/metadata/added").toString()).isEqualTo("[\"scale\",\"tags\",\"year\"]");
        assertThat(diff.at("/header/metadata/values/reviewed").has("before")).isTrue();
        assertThat(diff.at("/text_diffs/data~1storms.csv").asText()).contains("\n+Milton,2024");
        assertThat(diff.at("/header/message/after").asText()).isEqualTo("Add 2024");
        assertThat(diff.at("/header/folders").toString()).isEqualTo("[\"data/\"]");
        var unnamed = ok("package_diff", Map.of("package1_name", HURDAT, "registry", BUCKET));
        assertThat(unnamed.get("counts")).isEqualTo(diff.get("counts"));
        assertThat(unnamed.get("package1_hash").asText()).isEqualTo(hashes.get(1));
    }

    @Test
    void comparesPackagesOfTwoBuckets() {
        var diff = server.ok(
                sandbox.token("writer"),
                "package_diff",
                Map.of(
                        "package1_uri", "quilt+s3://quilt-lab#package=lab/raw",
                        "package2_uri", "quilt+s3://quilt-example#package=examples/hurdat"));

        assertThat(diff.at("/counts/deleted").asInt()).isEqualTo(1);
        assertThat(diff.at("/counts/added").asInt()).isEqualTo(4);
    }

    /** F8: packages of more than 10,000 entries could not be compared. */
    @Test
    void comparesPackagesOfMoreThanTenThousandFiles() {
        push("a".repeat(64), 1_700_000_000L, 12_000, 0);
        push("b".repeat(64), 1_700_000_001L, 12_000, 7);

        var diff = ok(
                "package_diff",
                Map.of("package1_name", "reading/large", "registry", BUCKET, "package1_hash", "a".repeat(64)));

        List.of("a", "b").forEach(it -> delete(it.repeat(64)));
        assertThat(diff.at("/counts/modified").asInt()).isEqualTo(7);
        assertThat(diff.at("/counts/unchanged").asInt()).isEqualTo(11_993);
        assertThat(diff.get("truncated").asBoolean()).isFalse();
    }

    /** A revision as quilt3 writes it, of so many files, the first of which are changed. */
    private static void push(String hash, long seconds, int files, int changed) {
        var manifest = new StringBuilder("{\"version\":\"v0\",\"message\":null}\n");
        for (int i = 0; i < files; i++) {
            manifest.append(
                    "{\"logical_key\":\"d%03d/%05d.txt\",\"physical_keys\":[\"s3://%s/x\"],\"size\":1,\"hash\":{\"type\":\"SHA256\",\"value\":\"%s\"},\"meta\":{}}\n"
                            .formatted(i / 100, i, BUCKET, i < changed ? hash : "c"));
        }
        var pointers = ".quilt/named_packages/reading/large/";
        var items = List.of(
                Map.of("key", ".quilt/packages/" + hash, "text", manifest.toString()),
                Map.of("key", pointers + seconds, "text", hash),
                Map.of("key", pointers + "latest", "text", hash));
        server.ok(
                sandbox.token("writer"),
                "bucket_objects_put",
                Map.of("bucket", BUCKET, "items", items, "overwrite", true, "allow_internal", true, "confirm", true));
    }

    /** Other tests count the packages of the bucket. */
    private static void delete(String hash) {
        var mutation =
                "mutation{packageRevisionDelete(bucket:\\\"%s\\\",name:\\\"reading/large\\\",hash:\\\"%s\\\"){__typename}}"
                        .formatted(BUCKET, hash);
        var request = HttpRequest.newBuilder(URI.create(sandbox.registryUrl() + "/graphql"))
                .header("Authorization", "Bearer " + sandbox.token("writer"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"%s\"}".formatted(mutation)));
        assertThat(server.send(request).body()).contains("PackageRevisionDeleteSuccess");
    }

    @Test
    void browsingSessionRequiresASignedInUser() {
        var session = ok("package_browse_session", with(NAMED, "path", "README.md"));
        var url = URI.create(session.get("url").asText());

        assertThat(server.send(HttpRequest.newBuilder(url)).statusCode()).isEqualTo(401);
        var cookie = server.send(HttpRequest.newBuilder(url.resolve("/browse/set_browse_cookie"))
                        .header("Authorization", "Bearer " + sandbox.token("reader"))
                        .POST(HttpRequest.BodyPublishers.noBody()))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        var page = server.send(HttpRequest.newBuilder(url).header("Cookie", cookie.substring(0, cookie.indexOf(';'))));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isNotEmpty();
        assertThat(session.toString()).doesNotContain(sandbox.token("reader"));
    }

    @Test
    void reportsHiddenPackagesAsMissing() {
        var secret = Map.of("bucket", "quilt-private", "name", "secret/plans");

        for (var tool : List.of("package_revision", "package_revisions", "package_browse")) {
            assertThat(fails(tool, secret)).contains("No package `secret/plans`");
        }
        assertThat(fails("object_read", Map.of("uri", "quilt+s3://quilt-private#package=secret/plans&path=plan.txt")))
                .contains("No package");
        assertThat(new HashSet<>(hashes())).hasSize(3);
    }
}
