package com.quiltdata.mcp.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a package that was found.
 *
 * @param pointer {@code latest}, or the time of the revision as its pointer is named
 * @param matched where it matched: name, comment, meta, workflow, entries
 * @param entries those that matched, or the first of them
 */
public record PackageHit(
        PackageName name,
        String hash,
        String pointer,
        double score,
        About about,
        List<String> matched,
        List<Entry> entries) {
    public PackageHit {
        matched = List.copyOf(matched);
        entries = List.copyOf(entries);
    }

    /**
     * What is known of the revision.
     *
     * @param size how many bytes it has
     * @param files how many entries it has
     */
    public record About(
            @Nullable Long size,
            Instant modified,
            @Nullable Integer files,
            @Nullable String comment,
            @Nullable Map<String, Object> meta) {}

    /**
     * An entry that matched.
     *
     * @param physicalKey where its bytes are, with their version
     */
    public record Entry(
            String logicalKey, String physicalKey, @Nullable Long size, List<String> matched) {
        public Entry {
            matched = List.copyOf(matched);
        }
    }
}
