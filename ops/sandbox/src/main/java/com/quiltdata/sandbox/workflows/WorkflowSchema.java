package com.quiltdata.sandbox.workflows;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.quiltdata.sandbox.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON Schema of draft 7 without references, the only kind that Quilt accepts. */
public final class WorkflowSchema {
    private static final String DRAFT_7 = "http://json-schema.org/draft-07/schema#";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private static final WorkflowSchema META = new WorkflowSchema(REGISTRY.getSchema(SchemaLocation.of(DRAFT_7)));

    private final com.networknt.schema.Schema schema;

    private WorkflowSchema(com.networknt.schema.Schema schema) {
        this.schema = schema;
    }

    /** Returns a schema that is known to be valid. */
    public static WorkflowSchema parse(String json) {
        return new WorkflowSchema(REGISTRY.getSchema(Json.tree(Json.any(json))));
    }

    /** Returns a schema from a bucket, which may be invalid. */
    static WorkflowSchema parse(String id, String url, String json) {
        Object values;
        try {
            values = Json.any(json);
        } catch (IllegalArgumentException e) {
            throw WorkflowFailure.configuration("Couldn't parse " + url + " as JSON.");
        }
        if (refers(values)) {
            throw WorkflowFailure.configuration("Currently we don't support $ref in schema.");
        }
        if (Json.asObject(values).getOrDefault("$schema", DRAFT_7) instanceof String meta) {
            if (!DRAFT_7.equals(meta)) {
                throw WorkflowFailure.configuration("Unsupported meta-schema: " + meta + ".");
            }
        } else {
            throw WorkflowFailure.configuration("$schema must be a string.");
        }
        META.fault(values).ifPresent(fault -> {
            throw WorkflowFailure.configuration("Schema '" + id + "' is not valid: " + fault + ".");
        });
        return new WorkflowSchema(REGISTRY.getSchema(Json.tree(values)));
    }

    private static boolean refers(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.containsKey("$ref") || map.values().stream().anyMatch(WorkflowSchema::refers);
            case List<?> list -> list.stream().anyMatch(WorkflowSchema::refers);
            case null, default -> false;
        };
    }

    /** Returns the value's error; of several, the one nearest to the root. */
    public Optional<String> fault(@Nullable Object value) {
        List<Error> errors = schema.validate(Json.tree(value));
        return errors.stream()
                .min(Comparator.comparingInt(
                        error -> error.getInstanceLocation().getNameCount()))
                .map(error -> SchemaErrorMessages.of(error, errors));
    }
}
