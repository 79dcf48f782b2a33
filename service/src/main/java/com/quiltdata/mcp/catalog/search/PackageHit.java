package com.quiltdata.mcp.catalog.search;

import com.quiltdata.mcp.catalog.PackageName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A package revision in a search result.
 *
 * @param pointer {@code latest}, or the revision's timestamp as its pointer is named
 * @param matched which parts matched: name, comment, meta, workflow, entries
 * @param entries the matching entries, or the first of them
 */
public record PackageHit(
        PackageName name,
        String hash,
        String pointer,
        double score,
        RevisionDetails about,
        List<String> matched,
        List<EntryHit> entries) {
    public PackageHit {
        matched = List.copyOf(matched);
        entries = List.copyOf(entries);
    }

    /**
     * The revision's details.
     *
     * @param size in bytes
     * @param files number of entries
     */
    public record RevisionDetails(
            @Nullable Long size,
            Instant modified,
            @Nullable Integer files,
            @Nullable String comment,
            @Nullable Map<String, Object> meta) {}

    /**
     * A matching entry.
     *
     * @param physicalKey the S3 URI of its bytes, with the version
     */
    public record EntryHit(
            String logicalKey, String physicalKey, @Nullable Long size, List<String> matched) {
        public EntryHit {
            matched = List.copyOf(matched);
        }
    }
}
