package com.quiltdata.mcp.catalog.packages;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The workflows of a bucket, from its {@code .quilt/workflows/config.yml}.
 *
 * @param configured whether the bucket has this file
 * @param required whether every push needs a workflow, its own or the default
 * @param defaultId the workflow of a push that names none
 * @param schemas the URL of each schema, by id
 * @param successors the buckets, by URI, to which packages may be promoted
 */
public record Workflows(
        boolean configured,
        boolean required,
        @Nullable String defaultId,
        List<Workflow> workflows,
        Map<String, String> schemas,
        List<Successor> successors) {
    /** A bucket to promote to; {@code copyData} says whether the objects are copied as well. */
    public record Successor(String uri, String title, boolean copyData) {}

    public Workflows {
        workflows = List.copyOf(workflows);
        schemas = Map.copyOf(schemas);
        successors = List.copyOf(successors);
    }

    /** Returns the workflows of a bucket without the file. */
    public static Workflows none() {
        return new Workflows(false, false, null, List.of(), Map.of(), List.of());
    }
}
