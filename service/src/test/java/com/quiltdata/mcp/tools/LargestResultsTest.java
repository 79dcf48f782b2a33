package com.quiltdata.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.packages.Workflow;
import com.quiltdata.mcp.catalog.packages.Workflows;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer is larger than its budget, and what is cut can be had to its end. {@code ops/bench/answers} makes it larger. */
@Tag("slow")
final class LargestResultsTest {
    private static final int BUDGET = 20_000;
    private static final int OBJECTS = Integer.getInteger("budget.objects", 5_000);
    private static final String LINE = "id,name,note\n1,caf\u00e9,\u65e5\u672c\u8a9e \ud83e\uddec\n";
    private static final LargeCatalog CATALOG = new LargeCatalog();
    private static final byte[] NOISE = new byte[300_000];

    @BeforeAll
    static void fill() {
        new Random(1).nextBytes(NOISE);
        CATALOG.tables.with("lab");
        for (int i = 0; i < OBJECTS; i++) {
            CATALOG.objects.with("lab", "runs/2026-01-02/plate-%03d/well-%06d.ome.tiff".formatted(i / 1000, i), "x");
        }
        CATALOG.objects
                .with("texts", "long.csv", LINE.repeat(5_000))
                .with("texts", "endless.txt", "a".repeat(9_000_000))
                .with("texts", "noise.bin", NOISE, "application/octet-stream")
                .with("texts", "noise.png", NOISE, "image/png");
        CATALOG.buckets = IntStream.range(0, 2_000)
                .mapToObj(i -> new Bucket(
                        "bucket-" + i, "Bucket " + i, "Plates of experiment " + i, null, 1, true, List.of("lab")))
                .toList();
        CATALOG.files = LargeCatalog.files(1_000);
        CATALOG.metadata = Map.of("protocol", "x1y2z3 ".repeat(20));
        workflows();
    }

    private static LargeCatalog.Answer within(String label, String tool, Map<String, ?> arguments) {
        var answer = CATALOG.ask(tool, arguments);
        System.out.printf(
                "%-36s %,7d tokens%s%n", label, answer.tokens(), answer.truncated() ? ", cut: " + answer.note() : "");
        assertThat(answer.tokens()).as(label).isLessThanOrEqualTo(BUDGET);
        assertThat(answer.truncated() && answer.note().isEmpty()).as(label).isFalse();
        return answer;
    }

    private static Map<String, Object> put(int items) {
        return Map.of(
                "bucket",
                "lab-2",
                "overwrite",
                true,
                "items",
                IntStream.range(0, items)
                        .mapToObj(i -> Map.of("key", "k/%04d/".formatted(i) + "x1y2/".repeat(150), "text", "t"))
                        .toList());
    }

    @Test
    void largestResultOfEachToolIsWithinTheBudget() {
        System.out.printf("The largest answer of each tool, %,d objects in the bucket:%n", OBJECTS);
        within("bucket_list", "bucket_list", Map.of());
        within(
                "create_data_visualization",
                "create_data_visualization",
                Map.of("data", "s3://texts/long.csv", "plot_type", "histogram", "x_column", "id"));
        within("check_bucket_access", "check_bucket_access", Map.of("bucket", "lab"));
        within("discover_permissions", "discover_permissions", Map.of());
        within("bucket_objects_list", "bucket_objects_list", Map.of("bucket", "lab"));
        within("bucket_objects_list, 1,000 keys", "bucket_objects_list", Map.of("bucket", "lab", "max_keys", 1000));
        within(
                "bucket_objects_list, links",
                "bucket_objects_list",
                Map.of("bucket", "lab", "max_keys", 1000, "include_signed_urls", true, "include_details", true));
        within(
                "bucket_objects_list, versions",
                "bucket_objects_list",
                Map.of("bucket", "lab", "max_keys", 1000, "include_versions", true));
        within("bucket_summary", "bucket_summary", Map.of("bucket", "lab"));
        within(
                "s3_object_list",
                "s3_object_list",
                Map.of("bucket", "lab", "prefix", "runs/2026-01-02/plate-000/", "max_keys", 1000));
        within("s3_object_info", "s3_object_info", Map.of("bucket", "texts", "key", "long.csv"));
        within("s3_object_link", "s3_object_link", Map.of("bucket", "texts", "key", "long.csv"));
        within(
                "s3_object_put",
                "s3_object_put",
                Map.of("bucket", "lab-3", "key", "x1y2/".repeat(200), "content", "a".repeat(1_000_000)));
        within(
                "bucket_object_upload_link",
                "bucket_object_upload_link",
                Map.of("bucket", "lab", "key", "x1y2/".repeat(200)));
        within("bucket_object_info", "bucket_object_info", Map.of("s3_uri", "s3://texts/long.csv"));
        within("bucket_object_text", "bucket_object_text", text("long.csv"));
        within("bucket_object_text, one word", "bucket_object_text", text("endless.txt"));
        within("bucket_object_text, binary", "bucket_object_text", text("noise.bin"));
        within("bucket_object_fetch", "bucket_object_fetch", text("noise.bin"));
        within("bucket_object_fetch, an image", "bucket_object_fetch", text("noise.png"));
        within("bucket_object_link", "bucket_object_link", Map.of("s3_uri", "s3://texts/long.csv"));
        within("bucket_objects_put", "bucket_objects_put", put(100));
        within("catalog_url", "catalog_url", Map.of("registry", "lab", "path", "x1y2/".repeat(200)));
        within(
                "catalog_uri",
                "catalog_uri",
                Map.of("registry", "lab", "package_name", "a/b", "path", "x1y2/".repeat(200)));
        within("catalog_configure", "catalog_configure", Map.of("catalog_url", "https://open.quiltdata.com"));
        within("get_resource", "get_resource", Map.of());
        for (var uri : List.of("s3://texts/long.csv", "s3://texts/noise.bin", "quilt+s3://lab#package=a/b")) {
            within("get_resource, " + uri, "get_resource", Map.of("uri", uri));
        }
        for (var id : List.of("s3://texts/long.csv", "s3://texts/noise.bin", "quilt+s3://lab#package=a/b")) {
            within("fetch, " + id, "fetch", Map.of("id", id));
        }
        within("package_browse", "package_browse", browse(0));
        within("workflow_list", "workflow_list", Map.of("bucket", "lab"));
        summaries();
        tabulator();
        for (var tool : List.of("list_metadata_templates", "show_metadata_examples")) {
            within(tool, tool, Map.of());
        }
        within("get_metadata_template", "get_metadata_template", Map.of("template_name", "genomics"));
        var metadata = IntStream.range(0, 2_000).boxed().collect(Collectors.toMap(i -> " " + i, i -> "unknown"));
        within("validate_metadata_structure", "validate_metadata_structure", Map.of("metadata", metadata));
    }

    private static void summaries() {
        var longest = "x1y2z3 ".repeat(20_000);
        var structure = new HashMap<String, List<Object>>();
        for (int i = 0; i < OBJECTS; i++) {
            var folder = "runs/%s/plate-%04d".formatted("x1y2/".repeat(50), i % 900);
            structure
                    .computeIfAbsent(folder, _ -> new ArrayList<>())
                    .add(Map.of("Key", "x1y2".repeat(40) + i + ".type" + i % 700, "Size", i));
        }
        structure.put("", List.of("x1y2".repeat(60) + ".csv", "x1y2".repeat(61) + ".csv", "x1y2".repeat(62) + ".md"));
        var summary = Map.of(
                "package_name",
                "a/b",
                "package_metadata",
                Map.of("quilt", Map.of("description", longest)),
                "organized_structure",
                structure,
                "readme_content",
                longest,
                "source_info",
                Map.of("source_description", longest));
        within("generate_quilt_summarize_json", "generate_quilt_summarize_json", summary);
        within("create_quilt_summary_files", "create_quilt_summary_files", summary);
        within(
                "generate_package_visualizations",
                "generate_package_visualizations",
                Map.of("package_name", "a/b", "organized_structure", structure, "file_types", Map.of()));
    }

    private static void tabulator() {
        var columns = IntStream.range(0, 500)
                .mapToObj(i -> Map.of("name", "column_%03d".formatted(i), "type", "DOUBLE"))
                .toList();
        for (int i = 0; i < 1_000; i++) {
            var table = Map.of(
                    "bucket_name", "lab",
                    "table_name", "table-" + i,
                    "schema", columns,
                    "package_pattern", "^lab/",
                    "logical_key_pattern", "csv$");
            if (i % 100 == 0) {
                within("tabulator_table_create", "tabulator_table_create", table);
            } else {
                CATALOG.tables.with("lab", "table-" + i, String.valueOf(CATALOG.tables.config("lab", "table-0")));
            }
        }
        within("tabulator_table_list", "tabulator_table_list", Map.of("bucket", "lab"));
        within("tabulator_tables_list", "tabulator_tables_list", Map.of("bucket", "lab", "table", "table-1"));
        within(
                "tabulator_table_set",
                "tabulator_table_set",
                Map.of(
                        "bucket",
                        "lab",
                        "table",
                        "table-1",
                        "config",
                        String.valueOf(CATALOG.tables.config("lab", "table-0"))));
        within(
                "tabulator_table_rename",
                "tabulator_table_rename",
                Map.of("bucket_name", "lab", "table_name", "table-2", "new_table_name", "table"));
        within(
                "tabulator_table_delete",
                "tabulator_table_delete",
                Map.of("bucket_name", "lab", "table_name", "table", "confirm", true));
    }

    @Test
    void notesWhereOmittedWorkflowSchemasAre() {
        var answer = CATALOG.ask("workflow_list", Map.of("bucket", "lab"));
        assertThat(answer.structured().get("workflows")).hasSize(100);
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note()).contains("schemas are omitted; read them at their url with object_read");
    }

    private static void workflows() {
        var schema = IntStream.range(0, 200).boxed().collect(Collectors.toMap(i -> "field_%03d".formatted(i), i ->
                (Object) Map.of("type", "string")));
        var workflows = new ArrayList<Workflow>();
        var schemas = new HashMap<String, String>();
        for (int i = 0; i < 100; i++) {
            var id = "schema-%02d".formatted(i);
            workflows.add(new Workflow("workflow-" + i, "Workflow " + i, "For plates", "^lab/", id, null, true));
            schemas.put(id, "s3://lab/.quilt/workflows/" + id + ".json");
            CATALOG.workflows.schemas.put(id, Map.of("type", "object", "properties", schema));
        }
        CATALOG.workflows.workflows = new Workflows(true, true, null, workflows, schemas, List.of());
    }

    private static Map<String, Object> text(String key) {
        return Map.of("s3_uri", "s3://texts/" + key, "max_bytes", 10_485_760);
    }

    private static Map<String, Object> browse(int offset) {
        return Map.of("package_name", "a/b", "registry", "lab", "offset", offset);
    }

    @Test
    void defaultListingHasAHundredObjects() {
        var answer = CATALOG.ask(
                "bucket_objects_list", Map.of("bucket", "lab", "include_signed_urls", true, "include_details", true));
        assertThat(answer.structured().get("objects")).hasSize(100);
        assertThat(answer.note()).contains("have no signed_url here; bucket_object_link returns one");
        assertThat(answer.structured().get("objects").get(0).has("last_modified"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void continuationTokensReturnEachKeyOnce(boolean links) {
        var seen = new ArrayList<String>();
        var arguments = new HashMap<String, Object>(Map.of(
                "bucket",
                "lab",
                "prefix",
                "runs/",
                "max_keys",
                1000,
                "include_signed_urls",
                links,
                "include_details",
                links));
        for (var more = true; more; ) {
            var answer = CATALOG.ask("bucket_objects_list", arguments);
            answer.structured()
                    .get("objects")
                    .forEach(it -> seen.add(it.get("key").asText()));
            more = answer.truncated();
            assertThat(answer.structured().get("is_truncated").asBoolean()).isEqualTo(more);
            arguments.put(
                    "continuation_token",
                    answer.structured().path("next_continuation_token").asText());
        }
        assertThat(seen).hasSize(OBJECTS).isSorted();
        assertThat(new HashSet<>(seen)).hasSize(OBJECTS);
    }

    @Test
    void continuationTokensReturnEachVersionOnce() {
        var seen = new ArrayList<String>();
        var arguments = new HashMap<String, Object>(
                Map.of("bucket", "lab", "prefix", "runs/", "max_keys", 1000, "include_versions", true));
        for (var more = true; more; ) {
            var answer = CATALOG.ask("bucket_objects_list", arguments);
            answer.structured()
                    .get("objects")
                    .forEach(it -> seen.add(it.get("s3_uri").asText()));
            more = answer.truncated();
            arguments.put(
                    "continuation_token",
                    answer.structured().path("next_continuation_token").asText());
        }
        assertThat(seen).hasSize(OBJECTS).doesNotHaveDuplicates();
    }

    @Test
    void offsetsOfATextCoverItCompletely() {
        var text = new StringBuilder();
        var offset = 0L;
        for (var more = true; more; ) {
            var answer = CATALOG.ask(
                    "bucket_object_text",
                    Map.of("s3_uri", "s3://texts/long.csv", "max_bytes", 200_000, "offset", offset));
            text.append(answer.structured().get("text").asText());
            offset += answer.structured().get("bytes_read").asLong();
            more = answer.truncated();
            assertThat(!more || answer.note().contains("offset=" + offset)).isTrue();
        }
        assertThat(text.toString()).isEqualTo(LINE.repeat(5_000));
    }

    @Test
    void offsetsOfBytesCoverThemCompletely() {
        var bytes = new java.io.ByteArrayOutputStream();
        for (var more = true; more; ) {
            var answer = CATALOG.ask(
                    "bucket_object_fetch", Map.of("s3_uri", "s3://texts/noise.bin", "offset", bytes.size()));
            bytes.writeBytes(
                    Base64.getDecoder().decode(answer.structured().get("data").asText()));
            more = answer.truncated();
            assertThat(!more || answer.note().contains("offset=" + bytes.size()))
                    .isTrue();
        }
        assertThat(bytes.toByteArray()).isEqualTo(NOISE);
    }

    @Test
    void linksToAnImageThatDoesNotFit() {
        var answer = CATALOG.ask("bucket_object_fetch", Map.of("s3_uri", "s3://texts/noise.png"));
        assertThat(answer.structured().get("bytes_read").asInt()).isZero();
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.structured().get("signed_url").asText()).startsWith("https://signed/s3://texts/noise.png");
        assertThat(answer.note()).contains("download it from signed_url");
    }

    @Test
    void returnsAnImageThatFits() {
        var small = CATALOG.ask("bucket_object_fetch", Map.of("s3_uri", "s3://texts/noise.png", "max_bytes", 4096));
        assertThat(small.structured().get("bytes_read").asInt()).isEqualTo(4096);
        assertThat(small.structured().has("signed_url")).isFalse();
    }

    @Test
    void offsetsOfAPackageReturnEachEntryOnce() {
        var seen = new ArrayList<String>();
        for (var offset = 0; offset >= 0; ) {
            var answer = CATALOG.ask("package_browse", browse(offset));
            answer.structured()
                    .get("entries")
                    .forEach(it -> seen.add(it.get("logical_key").asText()));
            offset = answer.structured().path("next_offset").asInt(-1);
            assertThat(answer.truncated()).isEqualTo(offset >= 0);
            assertThat(offset < 0
                            || answer.note().contains("offset=%d and revision=%s".formatted(offset, LargeCatalog.HASH)))
                    .isTrue();
        }
        assertThat(seen).hasSize(1_000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void omitsTooLargeMetadataAndNotesWhereItIs() {
        var large = new LargeCatalog();
        large.files = LargeCatalog.files(3);
        large.metadata = Map.of("x", "x1y2".repeat(20_000));
        var answer = large.ask("package_browse", browse(0));
        assertThat(answer.tokens()).isLessThanOrEqualTo(BUDGET);
        assertThat(answer.structured().get("entries")).hasSize(3);
        assertThat(answer.structured().has("metadata")).isFalse();
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note()).contains("s3://lab/.quilt/packages/" + LargeCatalog.HASH);
    }

    @Test
    void offsetsOfTheBucketListReturnEachOnce() {
        var seen = new ArrayList<String>();
        for (var offset = 0; offset >= 0; ) {
            var answer = CATALOG.ask("bucket_list", Map.of("offset", offset));
            answer.structured()
                    .get("buckets")
                    .forEach(it -> seen.add(it.get("name").asText()));
            assertThat(answer.structured().get("count").asInt()).isEqualTo(2_000);
            offset = answer.structured().path("next_offset").asInt(-1);
        }
        assertThat(seen).hasSize(2_000).doesNotHaveDuplicates();
    }

    @Test
    void countsAllPutObjectsWhenResultsAreTruncated() {
        var answer = CATALOG.ask("bucket_objects_put", put(100)).structured();
        assertThat(answer.get("uploaded").asInt()).isEqualTo(100);
        assertThat(answer.get("results").size()).isLessThan(100);
        assertThat(answer.get("truncated").asBoolean()).isTrue();
    }
}
