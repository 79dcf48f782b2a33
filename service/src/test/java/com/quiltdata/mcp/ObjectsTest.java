package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.tool.TokenCounter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects and metadata on the real server: what must hold where the server we replace failed (reference §9 and §19). */
@Tag("process")
final class ObjectsTest {
    private static final String BUCKET = "quilt-example";
    private static final SandboxProcess SANDBOX = SandboxProcess.shared();
    private static final String WRITER = SANDBOX.token("writer");

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.onSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode put(String key, String text, boolean overwrite) {
        var items = List.of(Map.of("key", key, "text", text));
        return server.ok(
                WRITER, "bucket_objects_put", Map.of("bucket", BUCKET, "items", items, "overwrite", overwrite));
    }

    private static String s3Requests() {
        var lines = new StringBuilder();
        SANDBOX.requests().forEach(request -> {
            if (request.path("plane").asText().equals("s3")) {
                lines.append(request).append('\n');
            }
        });
        return lines.toString();
    }

    /** D3. */
    @Test
    void refusesAnItemWithoutContentBeforeAnyRequest() {
        SANDBOX.clearRequests();
        var items = List.of(Map.of("key", "objects/good", "text", "x"), Map.of("key", "objects/empty"));
        assertThat(server.fails(WRITER, "bucket_objects_put", Map.of("bucket", BUCKET, "items", items)))
                .isEqualTo("`items[1]` has neither of `text` and `data`; send exactly one.");
        assertThat(s3Requests()).isEmpty();
    }

    /** D4. */
    @ParameterizedTest
    @ValueSource(strings = {"a#b.csv", "a?b.csv", "100%.csv", "a%20b.csv", "a+b c.csv", "é😀.csv"})
    void everyToolAcceptsAKeyAsListed(String name) {
        var key = "objects/d4/" + name;
        put("objects/d4/a", "another object", true);
        put(key, "I am " + name, true);
        var listed = server.ok(WRITER, "bucket_objects_list", Map.of("bucket", BUCKET, "prefix", key))
                .at("/objects/0");
        assertThat(listed.get("key").asText()).isEqualTo(key);
        var plain = "s3://" + BUCKET + "/" + key;
        var printed = listed.path("s3_uri").asText(plain);
        for (var uri : List.of(printed, plain)) {
            if (uri.contains("?") || uri.contains("%.") || (name.contains("%20") && uri.endsWith(name))) {
                continue; // not encoded, it is another URI
            }
            var read = server.ok(WRITER, "bucket_object_text", Map.of("s3_uri", uri));
            assertThat(read.get("text").asText()).isEqualTo("I am " + name);
        }
        var uri = Map.of("s3_uri", printed);
        assertThat(server.ok(WRITER, "bucket_object_info", uri)
                        .at("/object/key")
                        .asText())
                .isEqualTo(key);
        assertThat(server.ok(WRITER, "bucket_object_fetch", uri).get("key").asText())
                .isEqualTo(key);
        var link =
                server.ok(WRITER, "bucket_object_link", uri).get("signed_url").asText();
        assertThat(server.send(HttpRequest.newBuilder(URI.create(link))).body()).isEqualTo("I am " + name);
    }

    /** F17. */
    @Test
    void linksAreSignedWithSigV4AndExpireWhenTheySay() {
        put("objects/f17.txt", "x", true);
        var uri = "s3://" + BUCKET + "/objects/f17.txt";
        var link = server.ok(WRITER, "bucket_object_link", Map.of("s3_uri", uri, "expiration", 604_800));
        var upload = server.ok(WRITER, "bucket_object_upload_link", Map.of("bucket", BUCKET, "key", "objects/new"));
        for (var url : List.of(link.get("signed_url"), upload.get("upload_url"))) {
            assertThat(url.asText())
                    .contains("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Security-Token=")
                    .doesNotContain("AWSAccessKeyId");
        }
        assertThat(link.get("expiration_seconds").asInt()).isLessThan(604_800);
        assertThat(link.get("signed_url").asText())
                .containsPattern("X-Amz-Expires=%d(&|$)|X-Amz-Expires=%d(&|$)"
                        .formatted(
                                link.get("expiration_seconds").asInt(),
                                link.get("expiration_seconds").asInt() - 1));
        assertThat(link.get("note").asText()).contains("expires earlier");
    }

    /** F18: the branches for versions, which the status of a HEAD answer never reached. */
    @Test
    void reportsAMissingVersion() {
        var uri = "s3://" + BUCKET + "/README.md?versionId=nothing";
        for (var tool :
                List.of("bucket_object_info", "bucket_object_text", "bucket_object_fetch", "bucket_object_link")) {
            assertThat(server.fails(WRITER, tool, Map.of("s3_uri", uri)))
                    .as(tool)
                    .startsWith("Version nothing not found for " + uri);
        }
    }

    /** The results of a listing, page by page to its end. */
    private static List<JsonNode> pages(String tool, Map<String, ?> arguments) {
        var pages = new ArrayList<JsonNode>();
        var next = new HashMap<String, Object>(arguments);
        do {
            var result =
                    TestServer.json(server.callRaw(WRITER, tool, next).body()).get("result");
            pages.add(result);
            next.put(
                    "continuation_token",
                    result.at("/structuredContent/next_continuation_token").asText());
        } while (!next.get("continuation_token").equals(""));
        return pages;
    }

    private static List<String> keys(List<JsonNode> pages) {
        return pages.stream()
                .flatMap(page -> page.at("/structuredContent/objects").findValuesAsText("key").stream())
                .toList();
    }

    /** The tokens of text and structured content together, as the limit of a result counts them. */
    private static int tokens(JsonNode result) {
        return TokenCounter.count(result.at("/content/0/text").asText())
                + TokenCounter.count(result.get("structuredContent").toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 1000})
    void listsTwelveHundredObjectsInTwoPagesAndThirtyThousandTokens(int size) {
        var pages = pages("bucket_objects_list", Map.of("bucket", BUCKET, "prefix", "many/", "max_keys", size));
        var tokens = pages.stream().mapToInt(ObjectsTest::tokens).sum();
        System.out.printf("1,200 objects, max_keys=%d: %d pages, %,d tokens%n", size, pages.size(), tokens);
        assertThat(keys(pages)).hasSize(1200).doesNotHaveDuplicates().isSorted();
        assertThat(pages).hasSize(2);
        assertThat(tokens).isLessThanOrEqualTo(30_000);
    }

    @Test
    void listsFoldersWithCountsAndLeavesOutQuiltsOwnObjects() {
        var arguments = Map.<String, Object>of("bucket", BUCKET, "delimiter", "/");
        var level = server.ok(WRITER, "bucket_objects_list", arguments);
        var folders = new HashMap<String, JsonNode>();
        level.get("objects").forEach(it -> folders.put(it.get("key").asText(), it));
        assertThat(folders)
                .containsKeys("README.md", "data/", "many/", "versions/")
                .doesNotContainKey(".quilt/");
        var data = Objects.requireNonNull(folders.get("data/"));
        var many = Objects.requireNonNull(folders.get("many/"));
        assertThat(data.get("is_folder").asBoolean()).isTrue();
        var inside = server.ok(WRITER, "bucket_objects_list", Map.of("bucket", BUCKET, "prefix", "data/"));
        assertThat(data.get("object_count").asInt())
                .isPositive()
                .isEqualTo(inside.get("count").asInt());
        assertThat(many.has("object_count")).isFalse();
        assertThat(level.get("internal_omitted").asInt()).isPositive();
        assertThat(level.get("note").asText()).contains(".quilt/");
    }

    @Test
    void pagesOfALevelContainEachEntryOnce() {
        var whole = keys(pages("bucket_objects_list", Map.of("bucket", BUCKET, "delimiter", "/")));
        var paged = pages("bucket_objects_list", Map.of("bucket", BUCKET, "delimiter", "/", "max_keys", 2));
        assertThat(keys(paged)).isEqualTo(whole).hasSizeGreaterThan(4);
    }

    @Test
    void s3ObjectToolsReturnWhatBucketObjectToolsReturn() {
        var put = server.ok(
                WRITER, "s3_object_put", Map.of("bucket", BUCKET, "key", "objects/p%20 1.txt", "content", "one"));
        assertThat(put.at("/results/0/version_id").asText()).isNotEmpty();
        assertThat(server.fails(
                        WRITER,
                        "s3_object_put",
                        Map.of("bucket", BUCKET, "key", "objects/p%20 1.txt", "content", "two")))
                .contains("already exists and was left unchanged; send overwrite=true");
        var replaced = server.ok(
                WRITER,
                "s3_object_put",
                Map.of(
                        "bucket",
                        BUCKET,
                        "key",
                        "objects/p%20 1.txt",
                        "content",
                        "dHdv",
                        "content_encoding",
                        "base64",
                        "overwrite",
                        true));
        assertThat(replaced.at("/results/0/replaced_version_id")).isEqualTo(put.at("/results/0/version_id"));
        var first = Map.of(
                "bucket",
                BUCKET,
                "key",
                "objects/p%20 1.txt",
                "version_id",
                put.at("/results/0/version_id").asText());
        var info = server.ok(WRITER, "s3_object_info", first);
        var byUri = Map.of("s3_uri", info.at("/object/s3_uri").asText());
        assertThat(info).isEqualTo(server.ok(WRITER, "bucket_object_info", byUri));
        assertThat(info).isEqualTo(server.ok(WRITER, "s3_object_info", byUri));
        var link = server.ok(WRITER, "s3_object_link", first).get("signed_url").asText();
        assertThat(server.send(HttpRequest.newBuilder(URI.create(link))).body()).isEqualTo("one");
    }

    @Test
    void summaryCountsTheObjectsThatAListingReturns() {
        SANDBOX.clearRequests();
        var many = server.ok(WRITER, "bucket_summary", Map.of("bucket", BUCKET, "prefix", "many/"));
        assertThat(s3Requests().lines()).hasSize(2).allMatch(line -> line.contains("max-keys=1000"));
        assertThat(many.get("objects").asInt()).isEqualTo(1200);
        assertThat(many.get("truncated").asBoolean()).isFalse();
        assertThat(many.get("source").asText()).isEqualTo("scan");
        assertThat(many.at("/kinds/0/extension").asText()).isEqualTo("txt");
        assertThat(many.at("/kinds/0/objects").asInt()).isEqualTo(1200);
        assertThat(many.has("note")).isFalse();
        var whole = server.ok(WRITER, "bucket_summary", Map.of("bucket", BUCKET));
        assertThat(whole.get("objects").asInt())
                .isEqualTo(keys(pages("bucket_objects_list", Map.of("bucket", BUCKET)))
                        .size());
        assertThat(whole.get("internal_omitted").asInt()).isPositive();
        assertThat(whole.at("/largest/0/size").asLong()).isGreaterThanOrEqualTo(3 << 20);
    }

    @Test
    void s3ObjectListListsOneLevelByDefault() {
        assertThat(keys(pages("s3_object_list", Map.of("bucket", BUCKET, "max_keys", 3))))
                .isEqualTo(keys(pages("bucket_objects_list", Map.of("bucket", BUCKET, "delimiter", "/"))));
        assertThat(keys(pages("s3_object_list", Map.of("bucket", BUCKET, "delimiter", ""))))
                .contains("many/")
                .doesNotContain("many/1200.txt");
    }

    /** P7. */
    @Test
    void requestsOnePageOfS3PerListing() {
        for (var versions : List.of(true, false)) {
            SANDBOX.clearRequests();
            var page = server.ok(
                    WRITER,
                    "bucket_objects_list",
                    Map.of("bucket", BUCKET, "prefix", "many/", "max_keys", 50, "include_versions", versions));
            assertThat(page.get("count").asInt()).isEqualTo(50);
            assertThat(page.get("truncated").asBoolean()).isTrue();
            assertThat(s3Requests().lines()).singleElement().asString().contains("max-keys=50");
        }
    }

    @Test
    void pagesOfVersionsContainEachVersionOnce() {
        var seen = pages(
                        "bucket_objects_list",
                        Map.of("bucket", BUCKET, "prefix", "versions/", "max_keys", 2, "include_versions", true))
                .stream()
                .flatMap(page -> page.at("/structuredContent/objects").findValuesAsText("s3_uri").stream());
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void reportsReadableVersionsOfADeletedObject() {
        var sentence = server.fails(
                WRITER, "bucket_object_info", Map.of("s3_uri", "s3://" + BUCKET + "/versions/deleted.txt"));
        assertThat(sentence).contains("is deleted", "Versions that can still be read");
        var uri = sentence.replaceFirst("(?s).*(s3://\\S+?)\\.$", "$1");
        assertThat(server.ok(WRITER, "bucket_object_text", Map.of("s3_uri", uri))
                        .get("text")
                        .asText())
                .isEqualTo("still readable by version\n");
    }

    @Test
    void overwritesOnlyOnRequestAndReturnsTheReplacedVersion() {
        var first = put("objects/kept.txt", "one", false).at("/results/0");
        assertThat(server.fails(
                        WRITER,
                        "bucket_objects_put",
                        Map.of("bucket", BUCKET, "items", List.of(Map.of("key", "objects/kept.txt", "text", "two")))))
                .contains("already exists and was left unchanged; send overwrite=true");
        var second = put("objects/kept.txt", "three", true).at("/results/0");
        assertThat(second.get("replaced").asBoolean()).isTrue();
        assertThat(second.get("replaced_version_id")).isEqualTo(first.get("version_id"));
        assertThat(second.get("content_type").asText()).isEqualTo("text/plain");
    }

    @Test
    void uploadsByLink() {
        var link = server.ok(
                WRITER,
                "bucket_object_upload_link",
                Map.of("bucket", BUCKET, "key", "objects/large.csv", "expiration", 60));
        var request = HttpRequest.newBuilder(URI.create(link.get("upload_url").asText()))
                .PUT(HttpRequest.BodyPublishers.ofString("a,b\n".repeat(3_000_000)));
        link.get("headers")
                .properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        assertThat(server.send(request).statusCode()).isEqualTo(200);
        var info = server.ok(
                WRITER,
                "bucket_object_info",
                Map.of("s3_uri", link.get("s3_uri").asText()));
        assertThat(info.at("/object/size").asLong()).isEqualTo(12_000_000);
        assertThat(info.at("/object/content_type").asText()).isEqualTo("text/csv");
    }

    @Test
    void listsWorkflowsAndValidatesMetadataAgainstThem() {
        var listed = server.ok(WRITER, "workflow_list", Map.of("bucket", "quilt-lab"));
        assertThat(listed.get("configured").asBoolean()).isTrue();
        assertThat(listed.at("/workflows").findValuesAsText("id")).contains("assay", "release");
        assertThat(listed.at("/schemas/0/schema/properties/plate/type").asText())
                .isEqualTo("integer");
        var wrong = new HashMap<String, Object>(
                Map.of("bucket", "quilt-lab", "workflow", "assay", "metadata", Map.of("plate", "7", "operator", "me")));
        var judged = server.ok(WRITER, "validate_metadata_structure", wrong);
        assertThat(judged.get("valid").asBoolean()).isFalse();
        assertThat(judged.at("/issues/0").asText())
                .startsWith("Metadata failed validation: ")
                .contains("plate");
        var fixed = server.ok(WRITER, "fix_metadata_validation_issues", wrong);
        assertThat(fixed.get("valid").asBoolean()).isTrue();
        assertThat(fixed.at("/metadata/plate").asInt()).isEqualTo(7);
        wrong.put("workflow", "nothing");
        assertThat(server.ok(WRITER, "validate_metadata_structure", wrong)
                        .at("/issues/0")
                        .asText())
                .contains("There is no 'nothing' workflow in config.");
    }

    @Test
    void acceptsAnyMetadataInABucketWithoutWorkflows() {
        assertThat(server.ok(WRITER, "workflow_list", Map.of("bucket", BUCKET))
                        .get("configured")
                        .asBoolean())
                .isFalse();
        assertThat(server.ok(
                                WRITER,
                                "validate_metadata_structure",
                                Map.of("bucket", BUCKET, "metadata", Map.of("a", 1)))
                        .get("valid")
                        .asBoolean())
                .isTrue();
    }
}
