package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A package in a search result. */
record PackageItem(
        @Doc("Bucket name") String bucket,
        @Doc("Package name, e.g. examples/hurdat") String name,

        @Doc("Quilt+ URI of this revision; send it to the package tools as uri")
        String uri,

        @Doc("Creation time") Instant modified,
        @Doc("Total size in bytes") @Nullable Long size,
        @Doc("Number of entries") @Nullable Integer files,
        @Doc("Message of the revision") @Nullable String comment,
        @Doc("Package metadata") @Nullable Map<String, Object> meta,

        @Doc("Fields that matched: name, comment, meta, workflow")
        List<String> matched,

        @Doc("First matching entries") @Nullable List<MatchedEntry> entries) {
    private static final int MAX_TEXT = 300;
    private static final int MAX_META = 800;
    private static final int MAX_ENTRIES = 3;

    record MatchedEntry(
            @Doc("Logical key") String logicalKey,

            @Doc("S3 URI with version; send it to object_read")
            String s3Uri) {}

    static PackageItem of(PackageHit hit) {
        var about = hit.about();
        var entries = hit.entries().stream()
                .limit(MAX_ENTRIES)
                .map(entry -> new MatchedEntry(entry.logicalKey(), entry.physicalKey()))
                .toList();
        return new PackageItem(
                hit.name().bucket(),
                hit.name().name(),
                uri(hit, null),
                about.modified(),
                about.size(),
                about.files(),
                shortened(about.comment()),
                meta(about),
                hit.matched(),
                entries.isEmpty() ? null : entries);
    }

    /** Returns the metadata; null if it is empty or longer than 800 characters. */
    static @Nullable Map<String, Object> meta(PackageHit.RevisionDetails about) {
        var meta = about.meta();
        return meta == null || meta.isEmpty() || meta.toString().length() > MAX_META ? null : meta;
    }

    static String uri(PackageHit hit, @Nullable String path) {
        return new QuiltUri(hit.name().bucket(), hit.name().name(), hit.hash(), null, path, null).print();
    }

    static @Nullable String shortened(@Nullable String text) {
        return text == null || text.isBlank() ? null : WellFormedText.shortened(text, MAX_TEXT);
    }

    /** Returns this package without message, metadata and entries. */
    PackageItem withoutMetadata() {
        return new PackageItem(bucket, name, uri, modified, size, files, null, null, matched, null);
    }
}
