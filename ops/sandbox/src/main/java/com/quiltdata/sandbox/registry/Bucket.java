package com.quiltdata.sandbox.registry;

import java.util.List;

/** A bucket as an administrator registered it; the components are named after the schema's fields. */
public record Bucket(
        String name,
        String title,
        String description,
        List<String> tags,
        int relevanceScore,
        boolean browsable,
        List<TabulatorTable> tabulatorTables) {
    /** A tabulator table: its name and its YAML. */
    public record TabulatorTable(String name, String config) {}

    /** Returns whether the whole bucket is registered. */
    public List<String> prefixes() {
        return List.of("");
    }
}
