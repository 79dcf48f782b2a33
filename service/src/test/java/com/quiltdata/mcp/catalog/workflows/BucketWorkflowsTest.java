package com.quiltdata.mcp.catalog.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.Workflow;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.testing.MemoryObjects;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workflow configurations and schemas as buckets may hold them. */
class BucketWorkflowsTest {
    private static final Caller CALLER = Caller.of("token");
    private static final String CONFIG = ".quilt/workflows/config.yml";
    private static final String SCHEMA_URL = "s3://schemas/s.json?versionId=v1";
    private static final String ONE = """
            version: "1"
            workflows:
              w: {name: W, metadata_schema: m, entries_schema: e, handle_pattern: raw$, is_message_required: true}
            schemas:
              m: {url: s3://schemas/m.json}
              e: {url: s3://schemas/e.json}
            """;

    private final MemoryObjects objects = new MemoryObjects();
    private final WorkflowReader workflows = BucketWorkflows.over(objects, new PerCallCache(true));

    @Test
    void returnsEveryFieldOfConfiguration() {
        configured("""
                version: {base: "1.1", catalog: "1"}
                catalog: {anything: 1}
                is_workflow_required: no
                default_workflow: a
                workflows:
                  b: &b {name: B, description: The second, handle_pattern: ^x/, is_message_required: yes}
                  a: {<<: *b, metadata_schema: s, entries_schema: s}
                schemas:
                  s: {url: "s3://schemas/s.json"}
                successors:
                  s3://next: {title: Next}
                  s3://last: {title: Last, copy_data: false}
                """);

        assertThat(workflows.workflows(CALLER, "bucket"))
                .isEqualTo(new Workflows(
                        true,
                        false,
                        "a",
                        List.of(
                                new Workflow("b", "B", "The second", "^x/", null, null, true),
                                new Workflow("a", "B", "The second", "^x/", "s", "s", true)),
                        Map.of("s", "s3://schemas/s.json"),
                        List.of(
                                new Workflows.Successor("s3://next", "Next", true),
                                new Workflows.Successor("s3://last", "Last", false))));
    }

    @Test
    void requiresWorkflowByDefault() {
        configured("{version: '1', workflows: {w: {name: W}}}");

        assertThat(workflows.workflows(CALLER, "bucket").required()).isTrue();
    }

    @Test
    void returnsNoWorkflowsWithoutFile() {
        assertThat(workflows.workflows(CALLER, "bucket")).isEqualTo(Workflows.none());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: ['                                        | Couldn't parse workflows config as YAML.",
                "''                                            | the document must be an object",
                "{workflows: {w: {name: W}}}                   | version of the document is missing",
                "{version: 1, workflows: {w: {name: W}}}       | version of the document must be a string",
                "{version: '2', workflows: {w: {name: W}}}     | Version '2' is not supported",
                "{version: '1.1.1', workflows: {w: {name: W}}} | Version '1.1.1' is not supported",
                "{version: '1'}                                | workflows must be an object",
                "{version: '1', workflows: {}}                 | workflows is empty",
                "{version: '1', workflows: {w: {}}}            | name of w is missing",
                "{version: '1', workflows: {1w: {name: W}}}    | '1w' is not a valid workflow id",
                "{version: '1', workflows: {w: {nam: W}}}      | 'nam' is unexpected in w",
                "{version: '1', workflows: {w: {name: W}}, x: 1} | 'x' is unexpected in the document",
                "{version: '1', workflows: {w: {name: W}}, schemas: {s: {}}} | url of s is missing"
            })
    void refusesInvalidConfigurationAndEveryPushUnderIt(String config, String message) {
        configured(config);

        assertThatThrownBy(() -> workflows.workflows(CALLER, "bucket"))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining(message);
        assertThat(workflows.faults(CALLER, revision(null, null, null)))
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void refusesAnchorBomb() {
        configured("a: &a [x]\n" + "b: [" + "*a,".repeat(1000) + "[" + "*a,".repeat(1000) + "[]]]\nc: &c {d: *c}");

        assertThatThrownBy(() -> workflows.workflows(CALLER, "bucket")).isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void reportsUnreadableBucketAsDenied() {
        objects.faults.put(CONFIG, new Failure.Denied("no"));

        assertThatThrownBy(() -> workflows.faults(CALLER, revision(null, null, null)))
                .isInstanceOf(Failure.Denied.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "default",
            value = {
                "default, ",
                "'', None workflow is specified, but no workflows config exist.",
                "w, 'w' workflow is specified, but no workflows config exist."
            })
    void refusesNamedWorkflowWithoutConfiguration(@Nullable String workflow, @Nullable String fault) {
        var faults = workflows.faults(CALLER, revision(null, null, workflow));
        assertThat(String.join("", faults)).isEqualTo(fault == null ? "" : faultOf(workflow));
    }

    private static String faultOf(@Nullable String workflow) {
        return ("".equals(workflow) ? "None" : "'" + workflow + "'")
                + " workflow is specified, but no workflows config exist.";
    }

    @Test
    void checksWorkflowFirst() {
        configured("{version: '1', workflows: {w: {name: W}}}");

        assertThat(workflows.faults(CALLER, revision(null, null, null)))
                .containsExactly("Workflow required, but none specified.");
        assertThat(workflows.faults(CALLER, revision(null, null, "")))
                .containsExactly("Workflow required, but none specified.");
        assertThat(workflows.faults(CALLER, revision(null, null, "x")))
                .containsExactly("There is no 'x' workflow in config.");
        assertThat(workflows.faults(CALLER, revision(null, null, "w"))).isEmpty();
    }

    @Test
    void usesDefaultWorkflow() {
        configured("{version: '1', default_workflow: w, workflows: {w: {name: W, is_message_required: true}}}");

        assertThat(workflows.faults(CALLER, revision(null, null, null)))
                .containsExactly("Commit message is required by workflow, but none was provided.");
        assertThat(workflows.faults(CALLER, revision("m", null, null))).isEmpty();
    }

    @Test
    void checksMessageNameMetadataAndEntriesInOrder() {
        configured(ONE);
        schema("m", "{\"required\": [\"a\"], \"properties\": {\"b\": {\"type\": \"string\"}}}");
        schema("e", "{\"contains\": {\"properties\": {\"logical_key\": {\"const\": \"README.md\"}}}}");

        assertThat(workflows.faults(CALLER, revision(null, Map.of("b", 1), "w", entry("x", 1L))))
                .satisfiesExactly(
                        it -> assertThat(it)
                                .isEqualTo("Commit message is required by workflow, but none was provided."),
                        it -> assertThat(it).isEqualTo("Package name doesn't match required pattern `raw$`."),
                        it -> assertThat(it)
                                .startsWith("Metadata failed validation: ")
                                .contains("'a'", "; ", "/b: ")
                                .endsWith("."),
                        it -> assertThat(it).startsWith("Package entries failed validation: "));
    }

    @Test
    void loadsSchemasOnlyFromS3UrisAsTheRegistryDoes() {
        configured("{version: '1', workflows: {w: {name: W, metadata_schema: m}},"
                + " schemas: {m: {url: 'https://schemas.s3.amazonaws.com/m.json'}}}");
        schema("m", "{}");

        assertThat(workflows.faults(CALLER, revision(null, null, "w")))
                .containsExactly("Couldn't parse URL 'https://schemas.s3.amazonaws.com/m.json'.");
    }

    @Test
    void findsPatternAnywhereInName() {
        configured("{version: '1', workflows: {w: {name: W, handle_pattern: 's/n'}}}");

        assertThat(workflows.faults(CALLER, revision(null, null, "w"))).isEmpty();
    }

    @Test
    void leavesEndlessPatternToRegistry() {
        configured(
                "{version: '1', workflows: {w: {name: W, handle_pattern: '(.*)(.*)(.*)(.*)(.*)\\1#', metadata_schema: m}},"
                        + " schemas: {m: {url: 's3://schemas/m.json'}}}");
        schema("m", "{\"properties\": {\"a\": {\"pattern\": \"(.*)(.*)(.*)(.*)(.*)\\\\1#\"}}}");
        var revision = new NewRevision(
                new PackageName("bucket", "ns/" + "a".repeat(200)), null, Map.of("a", "a".repeat(200)), "w", List.of());

        assertThat(workflows.faults(CALLER, revision)).isEmpty();
    }

    @Test
    void validatesAbsentMetadataAsEmptyObject() {
        configured(
                "{version: '1', workflows: {w: {name: W, metadata_schema: m}}, schemas: {m: {url: 's3://schemas/m.json'}}}");
        schema("m", "{\"type\": \"object\", \"required\": [\"a\"]}");

        assertThat(workflows.faults(CALLER, revision(null, null, "w")))
                .singleElement()
                .asString()
                .contains("'a'");
    }

    @Test
    void validatesNumbersAsPythonDoes() {
        configured(
                "{version: '1', workflows: {w: {name: W, metadata_schema: m}}, schemas: {m: {url: 's3://schemas/m.json'}}}");
        schema("m", "{\"properties\": {\"i\": {\"type\": \"integer\"}}}");

        assertThat(workflows.faults(CALLER, revision(null, Map.of("i", new BigDecimal("1.0")), "w")))
                .isEmpty();
        assertThat(workflows.faults(CALLER, revision(null, Map.of("i", new BigDecimal("1e999999999")), "w")))
                .hasSizeLessThan(2);
        assertThat(workflows.faults(CALLER, revision(null, Map.of("i", new BigDecimal("1.5")), "w")))
                .hasSize(1);
    }

    @Test
    void ignoresFormats() {
        configured(
                "{version: '1', workflows: {w: {name: W, metadata_schema: m}}, schemas: {m: {url: 's3://schemas/m.json'}}}");
        schema("m", "{\"properties\": {\"d\": {\"format\": \"date\"}}}");

        assertThat(workflows.faults(CALLER, revision(null, Map.of("d", "someday"), "w")))
                .isEmpty();
    }

    @Test
    void validatesEntriesWithAuthorMetadata() {
        entriesSchema("""
                {"items": {"properties": {"meta": {"required": ["k"]}, "size": {"minimum": 1}}, "required": ["size"]}}""");
        var good = new NewEntry("a", "s3://b/a", 1L, null, Map.of("user_meta", Map.of("k", 1)));
        var bare = new NewEntry("a", "s3://b/a", 1L, null, Map.of("k", 1));

        assertThat(faults(good)).isEmpty();
        assertThat(faults(good, bare)).singleElement().asString().contains("/1/meta: ");
        assertThat(faults(entry("x", 0L))).hasSize(1);
    }

    @Test
    void doesNotCheckUnknownSize() {
        entriesSchema("""
                {"items": {"properties": {"logical_key": {"pattern": "csv$"}, "size": {"minimum": 1}}, "required": ["size"]},
                 "contains": {"properties": {"size": {"minimum": 5}}, "required": ["size"]}}""");

        assertThat(faults(entry("x.csv", null))).isEmpty();
        assertThat(faults(entry("x.txt", null)))
                .singleElement()
                .asString()
                .contains("/0/logical_key: ")
                .doesNotContain("size");
        assertThat(faults(entry("x.csv", null), entry("y.csv", 0L)))
                .singleElement()
                .asString()
                .contains("/1/size: ");
    }

    @Test
    void checksWholeSchemaThatNeedsNoSizes() {
        entriesSchema("{\"contains\": {\"properties\": {\"logical_key\": {\"const\": \"README.md\"}}}}");

        assertThat(faults(entry("x", null))).hasSize(1);
        assertThat(faults(entry("x", null), entry("README.md", null))).isEmpty();
    }

    @Test
    void returnsSchemaUnchanged() {
        configured("{version: '1', workflows: {w: {name: W}}, schemas: {s: {url: '" + SCHEMA_URL + "'}}}");
        objects.with("schemas", "s.json", "{\"type\": \"object\", \"title\": \"T\"}");

        assertThat(workflows.schema(CALLER, "bucket", "s")).isEqualTo(Map.of("type", "object", "title", "T"));
        assertThat(objects.asked).last().isEqualTo("read " + SCHEMA_URL);
        assertThatThrownBy(() -> workflows.schema(CALLER, "bucket", "t"))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("workflow: There is no 't' in schemas.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"properties\": {\"a\": {\"$ref\": \"#\"}}} | Currently we don't support $ref in schema.",
                "{\"$schema\": 7} | $schema must be a string.",
                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\"} | Unsupported meta-schema: http://json",
                "{\"type\": \"text\"} | Schema 'm' is not valid: /type: ",
                "{ | Couldn't parse s3://schemas/m.json as JSON.",
                "'' | Couldn't parse s3://schemas/m.json as JSON."
            })
    void reportsASchemaThatQuiltRefuses(String schema, String fault) {
        configured(
                "{version: '1', workflows: {w: {name: W, metadata_schema: m}}, schemas: {m: {url: 's3://schemas/m.json'}}}");
        schema("m", schema);

        assertThat(workflows.faults(CALLER, revision(null, null, "w")))
                .singleElement()
                .asString()
                .startsWith(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/s.json", "file:///etc/passwd", "s3://bucket"})
    void readsSchemasFromS3Only(String url) {
        configured("{version: '1', workflows: {w: {name: W, metadata_schema: m}}, schemas: {m: {url: '" + url + "'}}}");

        assertThat(workflows.faults(CALLER, revision(null, null, "w")))
                .containsExactly("Couldn't parse URL '" + url + "'.");
        assertThat(objects.asked).containsExactly("read s3://bucket/" + CONFIG);
    }

    @Test
    void reportsAbsentOrDeniedSchema() {
        configured(
                "{version: '1', workflows: {w: {name: W, metadata_schema: m}}, schemas: {m: {url: 's3://schemas/m.json'}}}");

        assertThat(workflows.faults(CALLER, revision(null, null, "w")))
                .singleElement()
                .asString()
                .startsWith("Couldn't load schema at s3://schemas/m.json. ");
    }

    @Test
    void throwsWhenSchemaCannotBeFetched() {
        configured(ONE);
        objects.faults.put("m.json", new Failure.Unavailable("S3 fails", null));

        assertThatThrownBy(() -> workflows.faults(CALLER, revision("m", null, "w")))
                .isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void limitsConfigurationToOneMebibyte() {
        configured("#" + "x".repeat(1 << 20));

        assertThatThrownBy(() -> workflows.workflows(CALLER, "bucket")).isInstanceOf(Failure.TooLarge.class);
    }

    private void configured(String config) {
        objects.with("bucket", CONFIG, config);
    }

    private void schema(String id, String json) {
        objects.with("schemas", id + ".json", json);
    }

    private void entriesSchema(String json) {
        configured(
                "{version: '1', workflows: {w: {name: W, entries_schema: e}}, schemas: {e: {url: 's3://schemas/e.json'}}}");
        schema("e", json);
    }

    private List<String> faults(NewEntry... entries) {
        return workflows.faults(CALLER, revision(null, null, "w", entries));
    }

    private static NewEntry entry(String key, @Nullable Long size) {
        return new NewEntry(key, "s3://b/" + key, size, null, null);
    }

    private static NewRevision revision(
            @Nullable String message,
            @Nullable Map<String, Object> userMeta,
            @Nullable String workflow,
            NewEntry... entries) {
        return new NewRevision(new PackageName("bucket", "ns/name"), message, userMeta, workflow, List.of(entries));
    }
}
