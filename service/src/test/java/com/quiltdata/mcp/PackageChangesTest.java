package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.TopHashes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What changes packages, through the real server on the sandbox: what is reported is what stands in S3. */
@Tag("process")
final class PackageChangesTest {
    private static final String BUCKET = "quilt-example";

    private static TestServer server;
    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.written();
        server = TestServer.onWrittenSandbox();
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
        return server.ok(sandbox.token("writer"), tool, arguments);
    }

    private static String fails(String tool, Map<String, ?> arguments) {
        return server.fails(sandbox.token("writer"), tool, arguments);
    }

    /** The lines of a manifest, as they stand in S3. */
    private static String manifestText(String bucket, String hash) {
        return ok(
                        "bucket_object_text",
                        Map.of("s3_uri", "s3://%s/.quilt/packages/%s".formatted(bucket, hash), "max_bytes", 1 << 20))
                .get("text")
                .asText();
    }

    private static List<JsonNode> manifest(String bucket, String hash) {
        return manifestText(bucket, hash).lines().map(TestServer::json).toList();
    }

    private static JsonNode entry(String hash, String key) {
        return manifest(BUCKET, hash).stream()
                .filter(it -> it.path("logical_key").asText().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> keys(String hash) {
        return manifest(BUCKET, hash).stream()
                .skip(1)
                .map(it -> it.get("logical_key").asText())
                .toList();
    }

    private static String made(JsonNode answer, String bucket, String field) {
        var hash = answer.get(field).asText();
        assertThat(TopHashes.of(manifestText(bucket, hash))).isEqualTo(hash);
        return hash;
    }

    private static String created(String name, String... keys) {
        var entries = new java.util.TreeMap<String, Object>();
        for (var key : keys) {
            entries.put(
                    key,
                    Map.of("type", "uri", "uri", "s3://quilt-example/data/settings.json", "meta", Map.of("k", key)));
        }
        return made(
                ok("package_create", Map.of("bucket", BUCKET, "name", name, "entries", entries, "message", "created")),
                BUCKET,
                "top_hash");
    }

    @Test
    void toolsReportTheHashOfTheManifestInS3() {
        var name = "changes/hashes";
        var first = made(
                ok(
                        "package_create",
                        Map.of(
                                "package_name",
                                name,
                                "registry",
                                "s3://" + BUCKET,
                                "s3_uris",
                                List.of("s3://quilt-example/data/storms.csv"),
                                "metadata",
                                Map.of("é", List.of(1, true), "b", Map.of()))),
                BUCKET,
                "top_hash");
        var second = made(
                ok(
                        "package_update",
                        Map.of(
                                "package_name",
                                name,
                                "registry",
                                BUCKET,
                                "s3_uris",
                                List.of("s3://quilt-example/data/settings.json"),
                                "message",
                                "update")),
                BUCKET,
                "top_hash");
        var third = ok(
                "package_patch",
                Map.of(
                        "uri",
                        "quilt+s3://quilt-example#package=" + name,
                        "revision",
                        second,
                        "set",
                        Map.of("a/n.md", Map.of("type", "inline", "content", "# é\n")),
                        "delete",
                        List.of("settings.json"),
                        "message",
                        "patch"));
        assertThat(third.get("base_hash").asText()).isEqualTo(second);
        var hash = made(third, BUCKET, "top_hash");
        assertThat(keys(hash)).containsExactlyInAnyOrder("storms.csv", "a/n.md");
        assertThat(entry(hash, "storms.csv")).isEqualTo(entry(first, "storms.csv"));
        made(
                ok(
                        "package_create_from_s3",
                        Map.of("source_bucket", BUCKET, "package_name", "changes/prefix", "source_prefix", "data/")),
                BUCKET,
                "package_hash");
    }

    @Test
    void updateKeepsMetadataHashAndSizeOfOtherFiles() {
        var base = created("changes/kept", "a", "b/c");

        var hash = made(
                ok(
                        "package_update",
                        Map.of(
                                "package_name",
                                "changes/kept",
                                "registry",
                                BUCKET,
                                "s3_uris",
                                List.of("s3://quilt-example/data/storms.csv"))),
                BUCKET,
                "top_hash");

        assertThat(entry(hash, "a")).isEqualTo(entry(base, "a"));
        assertThat(entry(hash, "b/c").at("/meta/user_meta/k").asText()).isEqualTo("b/c");
    }

    @Test
    void revisionContainsEachKeyOnce() {
        created("changes/once", "storms.csv", "b");

        var hash = made(
                ok(
                        "package_update",
                        Map.of(
                                "package_name",
                                "changes/once",
                                "registry",
                                BUCKET,
                                "s3_uris",
                                List.of("s3://quilt-example/data/storms.csv"))),
                BUCKET,
                "top_hash");

        assertThat(keys(hash)).containsExactlyInAnyOrder("storms.csv", "b");
        assertThat(fails(
                        "package_create",
                        Map.of(
                                "package_name",
                                "changes/clash",
                                "registry",
                                BUCKET,
                                "s3_uris",
                                List.of(
                                        "s3://quilt-example/data/storms.csv",
                                        "s3://quilt-example/reference/storms.csv"))))
                .contains(
                        "storms.csv (s3://quilt-example/data/storms.csv and s3://quilt-example/reference/storms.csv)");
    }

    @Test
    void keepsFoldersWithoutFlatten() {
        var answer = ok(
                "package_create",
                Map.of(
                        "package_name",
                        "changes/deep",
                        "registry",
                        BUCKET,
                        "flatten",
                        false,
                        "s3_uris",
                        List.of("s3://quilt-example/data/storms.csv", "s3://quilt-example/reference/storms.csv")));

        assertThat(keys(made(answer, BUCKET, "top_hash")))
                .containsExactlyInAnyOrder("data/storms.csv", "reference/storms.csv");
    }

    @Test
    void importsKeysWithSpecialCharacters() {
        var answer = ok(
                "package_create_from_s3",
                Map.of(
                        "source_bucket",
                        BUCKET,
                        "package_name",
                        "changes/special",
                        "source_prefix",
                        "awkward/",
                        "auto_organize",
                        false,
                        "generate_readme",
                        false));

        assertThat(keys(made(answer, BUCKET, "package_hash")))
                .contains("100%.txt", "50%25 done.txt", "hash#tag.txt", "question?.txt", "😀.txt", "with spaces.txt");
        assertThat(answer.get("left_out").findValuesAsText("key")).containsExactly("awkward/folder/");
    }

    @Test
    void importKeepsTheLayoutSkipsExcludedFilesAndReportsChanges() {
        var arguments = Map.<String, Object>of(
                "source_bucket", BUCKET, "package_name", "changes/imported", "source_prefix", "data/");
        var first = ok("package_create_from_s3", with(arguments, "exclude_patterns", List.of("settings.json")));

        assertThat(first.get("action").asText()).isEqualTo("created");
        assertThat(first.get("excluded").asInt()).isEqualTo(1);
        assertThat(first.at("/excluded_objects/0/key").asText()).isEqualTo("data/settings.json");
        assertThat(keys(made(first, BUCKET, "package_hash")))
                .contains("storms.csv", "records.jsonl")
                .doesNotContain("settings.json")
                .noneMatch(key -> key.contains("/"));
        var again = with(arguments, "message", "all of it");
        assertThat(fails("package_create_from_s3", again))
                .contains("force=true")
                .doesNotContain("overwrite=true");
        var second = ok("package_create_from_s3", with(again, "force", true));
        assertThat(second.get("action").asText()).isEqualTo("updated");
        assertThat(second.at("/changes/added").asInt()).isEqualTo(1);
        assertThat(second.get("total_files").asInt())
                .isEqualTo(keys(made(second, BUCKET, "package_hash")).size());
    }

    @Test
    void importOrganizesFilesAndWritesReadmeAsPreviewed() {
        var arguments = with(
                Map.of("source_bucket", BUCKET, "package_name", "changes/organized", "source_prefix", "data/"),
                "auto_organize",
                true);
        var preview = ok("package_create_from_s3", with(with(arguments, "dry_run", true), "include_entries", true));
        var answer = ok("package_create_from_s3", arguments);

        assertThat(answer.get("entries")).isEqualTo(preview.get("entries"));
        var hash = made(answer, BUCKET, "package_hash");
        assertThat(keys(hash))
                .contains("README.md", "quilt_summarize.json", "data/processed/storms.csv")
                .hasSize(preview.get("entries").size());
        var readme = ok(
                "bucket_object_text",
                Map.of(
                        "s3_uri",
                        entry(hash, "README.md").get("physical_keys").get(0).asText()));
        assertThat(readme.get("text").asText())
                .isEqualTo(answer.get("readme_preview").asText());
    }

    private static Map<String, Object> with(Map<String, ?> arguments, String name, Object value) {
        var more = new java.util.HashMap<String, Object>(arguments);
        more.put(name, value);
        return more;
    }

    @Test
    void passesOnTheRegistrysReason() {
        assertThat(fails(
                        "package_create",
                        Map.of(
                                "package_name",
                                "changes/missing",
                                "registry",
                                BUCKET,
                                "s3_uris",
                                List.of("s3://quilt-example/no/such.csv"))))
                .contains("no/such.csv");
        assertThat(server.fails(
                        sandbox.token("reader"),
                        "package_create",
                        Map.of(
                                "package_name",
                                "changes/denied",
                                "registry",
                                BUCKET,
                                "s3_uris",
                                List.of("s3://quilt-example/data/storms.csv"))))
                .contains("denied");
    }

    @Test
    void refusesWorkflowViolationsBeforeAnyRequest() {
        var sentence = fails(
                "package_create",
                Map.of(
                        "bucket", "quilt-lab",
                        "name", "changes/unchecked",
                        "workflow", "assay",
                        "entries", Map.of("n.txt", Map.of("type", "inline", "content", "x"))));

        assertThat(sentence)
                .startsWith("The workflow of bucket `quilt-lab` refuses this: ")
                .contains("operator")
                .endsWith("Nothing was written.");
        assertThat(fails("bucket_object_info", Map.of("s3_uri", "s3://quilt-lab/changes/unchecked/n.txt")))
                .contains("No object");
    }

    @Test
    void promotesToASuccessorBucketOnly() {
        var arguments = Map.of("bucket", "quilt-lab", "name", "lab/raw", "target_bucket", "quilt-example");

        var answer = ok("package_promote", with(arguments, "target_name", "changes/promoted"));

        made(answer, BUCKET, "top_hash");
        assertThat(answer.get("action").asText()).isEqualTo("promoted");
        assertThat(answer.at("/entries/added").asInt()).isEqualTo(1);
        assertThat(fails("package_promote", with(arguments, "target_name", "changes/promoted")))
                .contains("overwrite=true");
        assertThat(fails("package_promote", with(arguments, "target_bucket", "quilt-archive")))
                .contains("do not name `quilt-archive` as a successor");
    }

    @Test
    void restoresEntriesOfAnOldRevisionUnchanged() {
        var old = created("changes/restored", "a", "b/c");
        var patch = Map.of(
                "bucket", BUCKET, "name", "changes/restored", "delete", List.of("a"), "meta", Map.of("wrong", true));
        var latest = made(ok("package_patch", patch), BUCKET, "top_hash");
        var arguments = Map.of("bucket", BUCKET, "name", "changes/restored", "revision", old.substring(0, 10));

        var answer = ok("package_restore", with(arguments, "message", "undo"));

        var hash = made(answer, BUCKET, "top_hash");
        assertThat(answer.get("base_hash").asText()).isEqualTo(latest);
        assertThat(manifest(BUCKET, hash).stream().skip(1).toList())
                .isEqualTo(manifest(BUCKET, old).stream().skip(1).toList());
        var header = manifest(BUCKET, hash).getFirst();
        assertThat(header.get("message").asText()).isEqualTo("undo");
        assertThat(header.get("user_meta"))
                .isEqualTo(manifest(BUCKET, old).getFirst().get("user_meta"));
        assertThat(fails("package_restore", with(arguments, "revision", hash)))
                .contains("is the latest revision of `changes/restored` already");
        assertThat(server.fails(sandbox.token("reader"), "package_restore", arguments))
                .contains("Nothing was written");
    }

    @Test
    void explainsObjectsThatTheRegistryCannotRead() {
        var deleted = List.of("s3://quilt-example/versions/report.txt", "s3://quilt-example/versions/deleted.txt");
        var package1 = Map.of("bucket", BUCKET, "name", "changes/unreadable");
        assertThat(fails("package_create", with(package1, "s3_uris", deleted)))
                .startsWith("`deleted.txt`: The object `versions/deleted.txt` in bucket `quilt-example` is deleted")
                .contains("Versions that can still be read")
                .endsWith("Nothing was written.");
        var denied = List.of("s3://quilt-private/secret/plan.txt");
        assertThat(fails("package_create", with(package1, "s3_uris", denied)))
                .startsWith("`plan.txt`: Your role is not allowed to")
                .contains("Nothing was written. Your active role is", "does not list bucket `quilt-private`");
    }

    @Test
    void changesOnlyTheMetadataOfAFile() {
        var before = created("changes/meta", "a", "b/c");
        var set = Map.of("a", Map.of("meta", Map.of("checked", true)));
        var target = Map.of("bucket", BUCKET, "name", "changes/meta");

        var hash = made(ok("package_patch", with(target, "set", set)), BUCKET, "top_hash");

        assertThat(keys(hash)).containsExactlyInAnyOrder("a", "b/c");
        assertThat(entry(hash, "a").at("/meta/user_meta").toString()).isEqualTo("{\"checked\":true}");
        for (var field : List.of("physical_keys", "size", "hash")) {
            assertThat(entry(hash, "a").get(field)).isEqualTo(entry(before, "a").get(field));
        }
        for (var key : List.of("none", "b")) {
            var other = Map.of(key, Map.of("type", "uri", "meta", Map.of("x", 1)));
            assertThat(fails("package_patch", with(target, "set", other)))
                    .startsWith("`set[\"" + key + "\"]")
                    .endsWith("Nothing was written.");
        }
        assertThat(fails("package_create", Map.of("bucket", BUCKET, "name", "changes/meta2", "entries", set)))
                .contains("send \"uri\" or \"inline\"");
    }

    @Test
    void addsFilesOfAnotherPackageByItsUriOrPage() {
        var source = created("changes/cited", "a", "b/c", "b/d/e");
        var page = "%s/b/quilt-example/packages/changes/cited/tree/%s/a".formatted(sandbox.catalogUrl(), source);
        var folder = "quilt+s3://quilt-example#package=changes/cited@%s&path=b".formatted(source);
        var entries = Map.of(
                "one", Map.of("type", "uri", "uri", page),
                "all", Map.of("type", "uri", "uri", folder));

        var answer = ok("package_create", Map.of("bucket", BUCKET, "name", "changes/citing", "entries", entries));

        var hash = made(answer, BUCKET, "top_hash");
        assertThat(keys(hash)).containsExactlyInAnyOrder("one", "all/c", "all/d/e");
        for (var field : List.of("physical_keys", "size", "hash", "meta")) {
            assertThat(entry(hash, "all/d/e").get(field))
                    .isEqualTo(entry(source, "b/d/e").get(field));
        }
        var missing = Map.of("x", Map.of("type", "uri", "uri", folder + "/none"));
        assertThat(fails("package_patch", Map.of("bucket", BUCKET, "name", "changes/citing", "set", missing)))
                .contains("`set[\"x\"].uri`: the revision has no file or folder `b/none`")
                .endsWith("Nothing was written.");
    }

    @Test
    void addsAndRestoresMoreThanAThousandFiles() {
        var folders = new java.util.TreeMap<String, Object>();
        for (int i = 0; i < 12; i++) {
            var uri = "quilt+s3://quilt-example#package=examples/wide&path=part-%02d".formatted(i);
            folders.put("copy-%02d".formatted(i), Map.of("type", "uri", "uri", uri));
        }
        var named = Map.of("bucket", BUCKET, "name", "changes/wide");
        var created = ok("package_create", with(named, "entries", folders));
        assertThat(created.at("/entries/total").asInt()).isEqualTo(1200);
        assertThat(created.at("/warnings/0").asText()).contains("`examples/wide`", "which was the latest");
        var first = created.get("top_hash").asText();
        var patch = ok("package_patch", with(named, "delete", List.of("copy-00/", "copy-03/")));
        assertThat(patch.at("/entries/total").asInt()).isEqualTo(1000);

        var restored = ok("package_restore", with(named, "revision", first));

        assertThat(restored.at("/entries/added").asInt()).isEqualTo(200);
        var hashes = Map.of("package1_hash", first, "package2_hash", restored.get("top_hash"));
        var diff = ok("package_diff", with(with(hashes, "registry", BUCKET), "package1_name", "changes/wide"));
        assertThat(diff.at("/counts/unchanged").asInt()).isEqualTo(1200);
        assertThat(diff.get("counts")).filteredOn(count -> count.asInt() > 0).hasSize(1);
    }

    private static Map<String, Object> inline(String note, String other) {
        return Map.of(
                "note.txt", Map.of("type", "inline", "content", note),
                "other.txt", Map.of("type", "inline", "content", other));
    }

    @Test
    void treatsEqualContentWithAnotherHashTypeAsUnchanged() {
        var named = Map.of("bucket", BUCKET, "name", "changes/rehashed");
        ok("package_create", with(named, "entries", inline("note", "v1\n")));
        sandbox.settings("{\"checksum\":\"sha256\"}");
        try {
            ok("package_patch", with(named, "set", inline("note", "v2\n")));
        } finally {
            sandbox.settings("{\"checksum\":\"chunked\"}");
        }

        var diff = ok("package_diff", Map.of("registry", BUCKET, "package1_name", "changes/rehashed"));

        assertThat(diff.at("/diff/relocated")).hasToString("[\"note.txt\"]");
        assertThat(diff.at("/diff/modified/0/changed")).hasToString("[\"content\",\"hash_type\",\"physical_key\"]");
        assertThat(diff.at("/counts/modified").asInt()).isEqualTo(1);
        assertThat(diff.at("/text_diffs/other.txt").asText()).contains("-v1\n+v2\n");
    }

    @Test
    void linkOfARevisionNamesItsHash() {
        created("changes/address", "a");
        var answer = ok(
                "package_update",
                Map.of(
                        "package_name",
                        "changes/address",
                        "registry",
                        BUCKET,
                        "s3_uris",
                        List.of("s3://quilt-example/data/storms.csv")));

        assertThat(answer.get("package_url").asText())
                .isEqualTo("%s/b/quilt-example/packages/changes/address/tree/%s/"
                        .formatted(sandbox.catalogUrl(), answer.get("top_hash").asText()));
        assertThat(answer.get("uri").asText())
                .isEqualTo("quilt+s3://quilt-example#package=changes/address@"
                        + answer.get("top_hash").asText());
    }

    @Test
    void refusesToReplaceAnExistingPackageByDefault() {
        var base = created("changes/exists", "a");
        var arguments = Map.of(
                "package_name",
                "changes/exists",
                "registry",
                BUCKET,
                "s3_uris",
                List.of("s3://quilt-example/data/storms.csv"));

        assertThat(fails("package_create", arguments)).contains(base).contains("overwrite=true");
        var answer = ok("package_create", with(arguments, "overwrite", true));
        assertThat(answer.at("/entries/removed").asInt()).isEqualTo(1);
        assertThat(answer.get("base_hash").asText()).isEqualTo(base);
    }

    @Test
    void everyToolThatChangesPackagesCanBeCalled() {
        var listed = new ArrayList<String>();
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        TestServer.json(server.post(sandbox.token("writer"), body).body())
                .at("/result/tools")
                .forEach(it -> listed.add(it.get("name").asText()));

        assertThat(listed).contains("package_create", "package_patch", "package_delete", "package_create_from_s3");
        assertThat(fails("package_update", Map.of())).contains("`package_name` is missing");
        assertThat(fails("package_promote", Map.of())).contains("`target_bucket` is missing");
        assertThat(fails("package_restore", Map.of())).contains("Name the package in one way");
    }
}
