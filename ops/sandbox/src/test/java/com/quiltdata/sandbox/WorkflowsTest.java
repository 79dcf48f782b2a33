package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.Manifest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The exact messages of workflows for a push, and their record in the header. */
final class WorkflowsTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final PushClient PUSH = new PushClient(SANDBOX);
    private static final S3Client S3 = SANDBOX.s3("admin");
    private static final String CONFIG = ".quilt/workflows/config.yml";

    @AfterAll
    static void close() {
        S3.close();
        SANDBOX.close();
    }

    @Test
    void recordsWorkflowInHeader() {
        var params = lab("work/stamped", "assay");
        params.put("userMeta", Json.of("operator", "ada", "plate", 3));
        String hash = PushClient.hash(push(params));
        var stamp = Json.asObject(Manifest.parse(get("quilt-lab", ".quilt/packages/" + hash))
                .header()
                .get("workflow"));
        assertThat(stamp)
                .containsEntry("id", "assay")
                .containsEntry("config", "s3://quilt-lab/" + CONFIG + "?versionId=" + version("quilt-lab", CONFIG))
                .containsEntry(
                        "schemas",
                        Map.of(
                                "assay",
                                "s3://quilt-lab/.quilt/workflows/schemas/assay.json?versionId="
                                        + version("quilt-lab", ".quilt/workflows/schemas/assay.json")));
    }

    @Test
    void recordsNullWorkflowWithConfiguration() {
        for (String none : new @Nullable String[] {null, ""}) {
            String hash = PushClient.hash(push(lab("work/none", none)));
            var stamp = Json.asObject(Manifest.parse(get("quilt-lab", ".quilt/packages/" + hash))
                    .header()
                    .get("workflow"));
            assertThat(stamp).containsOnlyKeys("id", "config").containsEntry("id", null);
        }
    }

    @Test
    void recordsNoWorkflowWithoutConfiguration() {
        String hash = PushClient.hash(push(PushClient.to("quilt-example", "work/plain")));
        assertThat(Manifest.parse(get("quilt-example", ".quilt/packages/" + hash))
                        .header())
                .doesNotContainKey("workflow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope|{}|params.workflow|QuiltException|There is no 'nope' workflow in config.",
                "assay|{}|params.userMeta|WorkflowValidationError"
                        + "|Metadata failed validation: 'operator' is a required property.",
                "assay|{\"operator\":\"a\",\"plate\":0}|params.userMeta|WorkflowValidationError"
                        + "|Metadata failed validation: 0 is less than the minimum of 1.",
                "assay|{\"operator\":\"\",\"plate\":1}|params.userMeta|WorkflowValidationError"
                        + "|Metadata failed validation: '' should be non-empty.",
                "assay|{\"operator\":\"a\",\"plate\":1,\"instrument\":\"x\"}|params.userMeta|WorkflowValidationError"
                        + "|Metadata failed validation: 'x' is not one of ['reader-1', 'reader-2'].",
                "assay|{\"operator\":null,\"plate\":1}|params.userMeta|WorkflowValidationError"
                        + "|Metadata failed validation: None is not of type 'string'.",
                "release|{}|params.name|WorkflowValidationError|Package name doesn't match required pattern.",
                "tables|{\"operator\":\"a\",\"plate\":1}|src.entries|WorkflowValidationError"
                        + "|Package entries failed validation: [] should be non-empty."
            })
    void reportsMissingInput(String workflow, String meta, String path, String name, String message) {
        var params = lab("work/refused", workflow);
        params.put("userMeta", Json.object(meta));
        assertThat(error(push(params)))
                .containsEntry("path", path)
                .containsEntry("name", name)
                .containsEntry("message", message)
                .containsEntry("context", Map.of("details", message));
    }

    @Test
    void requiresMessageByWorkflow() {
        var params = lab("release/one", "release");
        assertThat(push(params)).contains("PackagePushSuccess");
        params.put("message", null);
        assertThat(error(push(params)))
                .containsEntry("path", "params.message")
                .containsEntry("message", "Commit message is required by workflow, but none was provided.");
    }

    @Test
    void validatesEntryKeysAndSizes() {
        put("quilt-lab", "work/data", "a,b\n");
        var params = lab("work/tables", "tables");
        params.put("userMeta", Json.of("operator", "ada", "plate", 3));
        assertThat(PUSH.construct("admin", params, "x/data.csv", "s3://quilt-lab/work/data"))
                .contains("PackagePushSuccess");
        assertThat(error(PUSH.construct("admin", params, "data.exe", "s3://quilt-lab/work/data")))
                .containsEntry(
                        "message",
                        "Package entries failed validation: 'data.exe' does not match '(\\\\.csv|(^|/)README\\\\.md)$'.");
    }

    @Test
    void refusesWorkflowWithoutConfiguration() {
        var params = PushClient.to("quilt-example", "work/absent");
        params.put("workflow", "assay");
        assertThat(error(push(params)))
                .containsEntry("message", "'assay' workflow is specified, but no workflows config exist.");
    }

    @Test
    void requiresWorkflowByDefault() {
        configure("version: \"1\"\nworkflows: {w: {name: W}}\n");
        var params = PushClient.to("quilt-private", "work/required");
        assertThat(error(push(params))).containsEntry("message", "Workflow required, but none specified.");
        params.put("workflow", "w");
        assertThat(push(params)).contains("\"workflow\":{\"id\":\"w\"");
    }

    @Test
    void appliesDefaultWorkflow() {
        configure("version: \"1\"\nis_workflow_required: false\ndefault_workflow: w\nworkflows: {w: {name: W}}\n");
        var params = PushClient.to("quilt-private", "work/default");
        assertThat(push(params)).contains("\"workflow\":{\"id\":\"w\"");
        params.put("workflow", "");
        assertThat(push(params)).contains("\"workflow\":{\"id\":null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [|Couldn't parse workflows config as YAML.",
                "version: \"1\"|Workflows config failed validation: 'workflows' is a required property.",
                "{version: \"1\", workflows: {w: {name: W, metadata_schema: s}}}|There is no 's' in schemas.",
                "{version: \"1\", workflows: {w: {name: W, metadata_schema: s}}, schemas: {s: {url: s3://quilt-private/no}}}"
                        + "|Couldn't load schema at s3://quilt-private/no."
            })
    void invalidConfigurationRefusesEveryPush(String yaml, String message) {
        configure(yaml);
        var params = PushClient.to("quilt-private", "work/broken");
        params.put("workflow", "w");
        assertThat(error(push(params))).containsEntry("path", "params.workflow").containsEntry("message", message);
    }

    @Test
    void refusesSchemaReferences() {
        put("quilt-private", "ref.json", "{\"properties\":{\"a\":{\"$ref\":\"#/x\"}}}");
        configure("{version: \"1\", workflows: {w: {name: W, metadata_schema: s}},"
                + " schemas: {s: {url: s3://quilt-private/ref.json}}}");
        var params = PushClient.to("quilt-private", "work/ref");
        params.put("workflow", "w");
        assertThat(error(push(params))).containsEntry("message", "Currently we don't support $ref in schema.");
    }

    private static Map<String, @Nullable Object> lab(String name, @Nullable String workflow) {
        var params = PushClient.to("quilt-lab", name);
        params.put("workflow", workflow);
        return params;
    }

    private static String push(Map<String, @Nullable Object> params) {
        return PUSH.construct("admin", params, List.of());
    }

    private static Map<String, @Nullable Object> error(String answer) {
        var result = Json.asObject(Json.object(answer).get("packageConstruct"));
        assertThat(result).as(answer).containsEntry("__typename", "InvalidInput");
        return Json.asObject(result.get("errors") instanceof List<?> errors ? errors.getFirst() : null);
    }

    private static void configure(String yaml) {
        put("quilt-private", CONFIG, yaml);
    }

    private static void put(String bucket, String key, String text) {
        var _ = S3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    private static String get(String bucket, String key) {
        return S3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String();
    }

    private static String version(String bucket, String key) {
        return S3.headObject(request -> request.bucket(bucket).key(key)).versionId();
    }
}
