package com.quiltdata.mcp.tools.metadata;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of a field, null for any, and its allowed values, empty for all. */
record FieldRule(@Nullable JsonType type, List<?> values) {
    /** Collects the rules of a template and a schema by field name; the schema takes precedence. */
    static Map<String, FieldRule> of(@Nullable MetadataTemplate template, Map<String, Object> schema) {
        var rules = new HashMap<String, FieldRule>();
        if (template != null) {
            template.fields().forEach(field -> rules.put(field.name(), new FieldRule(field.type(), List.of())));
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                if (name instanceof String key && property instanceof Map<?, ?> its) {
                    var values = its.get("enum") instanceof List<?> list ? list : List.of();
                    rules.put(key, new FieldRule(JsonType.named(its.get("type")).orElse(null), values));
                }
            });
        }
        return rules;
    }
}
