package com.quiltdata.sandbox.workflows;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A revision that is to be pushed, as far as workflows look at it.
 *
 * @param workflow null for the default one, empty for explicitly none
 */
public record Candidate(
        String name,
        @Nullable String message,
        @Nullable Map<String, @Nullable Object> userMeta,
        @Nullable String workflow,
        List<File> files) {
    /** A file; its metadata is all that is kept of it, its author's being under {@code user_meta}. */
    public record File(String logicalKey, long size, Map<String, @Nullable Object> meta) {}
}
