package com.quiltdata.sandbox.workflows;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a revision to be pushed that workflows check.
 *
 * @param workflow null for the default workflow, empty for explicitly none
 */
public record Candidate(
        String name,
        @Nullable String message,
        @Nullable Map<String, @Nullable Object> userMeta,
        @Nullable String workflow,
        List<File> files) {
    /** A file with all its metadata, the author's being under {@code user_meta}. */
    public record File(String logicalKey, long size, Map<String, @Nullable Object> meta) {}
}
