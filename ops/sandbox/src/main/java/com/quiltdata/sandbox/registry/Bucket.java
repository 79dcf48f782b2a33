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
    /** A table over the files of packages: its name and its YAML. */
    public record TabulatorTable(String name, String config) {}

    /** The whole bucket is registered. */
    public List<String> prefixes() {
        return List.of("");
    }
}
