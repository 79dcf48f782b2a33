package com.quiltdata.sandbox.workflows;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.json.PythonRepr;
import com.quiltdata.sandbox.json.Yaml;
import com.quiltdata.sandbox.packages.PhysicalKey;
import com.quiltdata.sandbox.s3.Access;
import com.quiltdata.sandbox.s3.ObjectHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bucket's {@code .quilt/workflows/config.yml}, with its version. */
record WorkflowConfig(PhysicalKey at, Map<String, @Nullable Object> values) {
    private static final String KEY = ".quilt/workflows/config.yml";
    private static final WorkflowSchema SCHEMA = WorkflowSchema.parse(resource());

    /** Returns the configuration, or nothing if the bucket has none. */
    static Optional<WorkflowConfig> load(Access access, String bucket) {
        return access.head(bucket, KEY, null)
                .map(ObjectHead::versionId)
                .flatMap(version -> access.get(bucket, KEY, version)
                        .map(bytes -> new WorkflowConfig(
                                new PhysicalKey(bucket, KEY, version),
                                parse(new String(bytes, StandardCharsets.UTF_8)))));
    }

    private static Map<String, @Nullable Object> parse(String yaml) {
        Object values;
        try {
            values = Yaml.read(yaml);
        } catch (IllegalArgumentException e) {
            throw WorkflowFailure.configuration("Couldn't parse workflows config as YAML.");
        }
        SCHEMA.fault(values).ifPresent(fault -> {
            throw WorkflowFailure.configuration("Workflows config failed validation: " + fault + ".");
        });
        return Json.asObject(values);
    }

    boolean isWorkflowRequired() {
        return !Boolean.FALSE.equals(values.get("is_workflow_required"));
    }

    @Nullable
    String defaultWorkflow() {
        return (String) values.get("default_workflow");
    }

    /** Returns the workflow's rules; null returns nothing, if it is allowed. */
    Map<String, @Nullable Object> workflow(@Nullable String id) {
        if (id == null) {
            if (isWorkflowRequired()) {
                throw WorkflowFailure.configuration("Workflow required, but none specified.");
            }
            return Map.of();
        }
        Map<String, @Nullable Object> workflows = Json.asObject(values.get("workflows"));
        if (!workflows.containsKey(id)) {
            throw WorkflowFailure.configuration("There is no " + PythonRepr.of(id) + " workflow in config.");
        }
        return Json.asObject(workflows.get(id));
    }

    /** Returns the location of the schema with that id. */
    PhysicalKey schema(String id) {
        Map<String, @Nullable Object> schemas = Json.asObject(values.get("schemas"));
        if (!schemas.containsKey(id)) {
            throw WorkflowFailure.configuration("There is no " + PythonRepr.of(id) + " in schemas.");
        }
        String url = String.valueOf(Json.asObject(schemas.get(id)).get("url"));
        try {
            return PhysicalKey.parse(url);
        } catch (IllegalArgumentException e) {
            throw WorkflowFailure.configuration("Couldn't parse URL " + PythonRepr.of(url) + ".");
        }
    }

    /** Returns whether packages may be promoted to the bucket and, if so, whether their bytes are copied. */
    Optional<Boolean> copiesDataTo(String bucket) {
        return Json.asObject(values.get("successors")).entrySet().stream()
                .filter(successor -> successor.getKey().replaceFirst("/$", "").equals("s3://" + bucket))
                .findFirst()
                .map(successor -> !Boolean.FALSE.equals(
                        Json.asObject(successor.getValue()).get("copy_data")));
    }

    private static String resource() {
        try (InputStream in = WorkflowConfig.class.getResourceAsStream("/workflows.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
