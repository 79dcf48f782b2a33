package com.quiltdata.mcp.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The workflows of a bucket, from its {@code .quilt/workflows/config.yml}.
 *
 * @param configured whether the bucket has such a file
 * @param required whether every push must name a workflow or fall back on the default
 * @param defaultId the workflow of a push that names none
 * @param schemas where each schema is, by id
 * @param successors the buckets, by URI, that packages may be promoted to
 */
public record Workflows(
        boolean configured,
        boolean required,
        @Nullable String defaultId,
        List<Workflow> workflows,
        Map<String, String> schemas,
        List<Successor> successors) {
    /** A bucket to promote to; {@code copyData} says whether the bytes go along. */
    public record Successor(String uri, String title, boolean copyData) {}

    public Workflows {
        workflows = List.copyOf(workflows);
        schemas = Map.copyOf(schemas);
        successors = List.copyOf(successors);
    }

    /** Of a bucket without the file. */
    public static Workflows none() {
        return new Workflows(false, false, null, List.of(), Map.of(), List.of());
    }
}
