package com.quiltdata.sandbox.workflows;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.json.PythonRepr;
import com.quiltdata.sandbox.packages.PhysicalKey;
import com.quiltdata.sandbox.s3.Access;
import com.quiltdata.sandbox.workflows.WorkflowFailure.About;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a push against a bucket's workflows, read with the caller's rights. */
public record Workflows(Access access, String bucket) {
    private static final List<String> SCHEMAS = List.of("metadata_schema", "entries_schema");

    /** A schema and its version. */
    private record Loaded(WorkflowSchema schema, PhysicalKey at) {}

    /** Returns whether packages of this bucket may be promoted to the other and, if so, whether with their bytes. */
    public Optional<Boolean> copiesDataTo(String other) {
        return WorkflowConfig.load(access, bucket).flatMap(config -> config.copiesDataTo(other));
    }

    /** Returns the workflow record for the revision's header or null; throws {@link WorkflowFailure}. */
    public @Nullable Map<String, @Nullable Object> check(Candidate candidate) {
        String requested = candidate.workflow();
        String nonEmpty = requested == null || requested.isEmpty() ? null : requested;
        Optional<WorkflowConfig> config = WorkflowConfig.load(access, bucket);
        if (config.isEmpty()) {
            if (requested == null) {
                return null;
            }
            throw WorkflowFailure.configuration(
                    PythonRepr.of(nonEmpty) + " workflow is specified, but no workflows config exist.");
        }
        String id = requested == null ? config.get().defaultWorkflow() : nonEmpty;
        return check(config.get(), id, candidate);
    }

    private Map<String, @Nullable Object> check(WorkflowConfig config, @Nullable String id, Candidate candidate) {
        Map<String, @Nullable Object> workflow = config.workflow(id);
        var loaded = new LinkedHashMap<String, Loaded>();
        for (String kind : SCHEMAS) {
            if (workflow.get(kind) instanceof String schema) {
                var _ = loaded.computeIfAbsent(schema, wanted -> load(wanted, config.schema(wanted)));
            }
        }
        checkMessageAndName(workflow, candidate);
        validate(About.METADATA, loaded, workflow.get("metadata_schema"), meta(candidate));
        validate(About.ENTRIES, loaded, workflow.get("entries_schema"), entries(candidate));
        return stamp(config, id, loaded);
    }

    private Loaded load(String id, PhysicalKey at) {
        try {
            String version = at.versionId() == null
                    ? access.head(at.bucket(), at.key(), null).orElseThrow().versionId()
                    : at.versionId();
            byte[] bytes = access.get(at.bucket(), at.key(), version).orElseThrow();
            var read = new PhysicalKey(at.bucket(), at.key(), version);
            return new Loaded(WorkflowSchema.parse(id, at.toString(), new String(bytes, StandardCharsets.UTF_8)), read);
        } catch (Access.Denied | NoSuchElementException e) {
            throw WorkflowFailure.configuration("Couldn't load schema at " + at + ".");
        }
    }

    private static void checkMessageAndName(Map<String, @Nullable Object> workflow, Candidate candidate) {
        if (Boolean.TRUE.equals(workflow.get("is_message_required")) && candidate.message() == null) {
            throw new WorkflowFailure(About.MESSAGE, "Commit message is required by workflow, but none was provided.");
        }
        if (workflow.get("handle_pattern") instanceof String pattern
                && !Pattern.compile(pattern).matcher(candidate.name()).find()) {
            throw new WorkflowFailure(About.NAME, "Package name doesn't match required pattern.");
        }
    }

    private static void validate(About about, Map<String, Loaded> loaded, @Nullable Object id, @Nullable Object value) {
        if (id != null) {
            Objects.requireNonNull(loaded.get(id)).schema().fault(value).ifPresent(fault -> {
                String what = about == About.METADATA ? "Metadata" : "Package entries";
                throw new WorkflowFailure(about, what + " failed validation: " + fault + ".");
            });
        }
    }

    private static Map<String, @Nullable Object> meta(Candidate candidate) {
        return Objects.requireNonNullElse(candidate.userMeta(), Map.of());
    }

    private static List<Map<String, @Nullable Object>> entries(Candidate candidate) {
        return candidate.files().stream()
                .map(file -> Json.of(
                        "logical_key", file.logicalKey(),
                        "size", file.size(),
                        "meta", file.meta().getOrDefault("user_meta", Map.of())))
                .toList();
    }

    private static Map<String, @Nullable Object> stamp(
            WorkflowConfig config, @Nullable String id, Map<String, Loaded> loaded) {
        var stamp = Json.of("id", id, "config", config.at().toString());
        if (!loaded.isEmpty()) {
            var schemas = new LinkedHashMap<String, @Nullable Object>();
            loaded.forEach((schema, read) -> schemas.put(schema, read.at().toString()));
            stamp.put("schemas", schemas);
        }
        return stamp;
    }
}
