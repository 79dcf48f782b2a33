package com.quiltdata.sandbox.registry;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bucket as an administrator registered it; the components are named after the schema's fields.
 *
 * @param details the other fields of the schema by name, as far as an administrator has set them
 */
public record Bucket(
        String name,
        String title,
        @Nullable String description,
        List<String> tags,
        int relevanceScore,
        boolean browsable,
        List<TabulatorTable> tabulatorTables,
        Map<String, @Nullable Object> details) {
    /** A tabulator table: its name and its YAML. */
    public record TabulatorTable(String name, String config) {}

    public Bucket(
            String name,
            String title,
            String description,
            List<String> tags,
            int relevanceScore,
            boolean browsable,
            List<TabulatorTable> tabulatorTables) {
        this(name, title, description, tags, relevanceScore, browsable, tabulatorTables, Map.of());
    }

    /** Returns the registered prefixes; the empty one is the whole bucket. */
    public Object prefixes() {
        return Objects.requireNonNullElse(details.get("prefixes"), List.of(""));
    }
}
