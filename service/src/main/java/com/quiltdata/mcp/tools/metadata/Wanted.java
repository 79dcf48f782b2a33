package com.quiltdata.mcp.tools.metadata;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of one field.
 *
 * @param kind null when it does not matter
 * @param values those that there are, when there are only some
 */
record Wanted(@Nullable Kind kind, List<?> values) {
    /** What a template and, before it, a schema want of the fields that they name. */
    static Map<String, Wanted> of(@Nullable Template template, Map<String, Object> schema) {
        var wanted = new HashMap<String, Wanted>();
        if (template != null) {
            template.fields().forEach(field -> wanted.put(field.name(), new Wanted(field.type(), List.of())));
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, rule) -> {
                if (name instanceof String key && rule instanceof Map<?, ?> its) {
                    var values = its.get("enum") instanceof List<?> some ? some : List.of();
                    wanted.put(key, new Wanted(Kind.named(its.get("type")).orElse(null), values));
                }
            });
        }
        return wanted;
    }
}
