package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.PackageHit;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A package that was found. */
record PackageItem(
        @Doc("Its bucket") String bucket,
        @Doc("namespace/name") String name,

        @Doc("This revision; what package_browse takes as uri")
        String uri,

        @Doc("When it was made") Instant modified,
        @Doc("Bytes") @Nullable Long size,
        @Doc("Entries") @Nullable Integer files,
        @Doc("Message") @Nullable String comment,
        @Doc("Metadata") @Nullable Map<String, Object> meta,

        @Doc("Where it matched: name, comment, meta, workflow")
        List<String> matched,

        @Doc("First entries that matched") @Nullable List<Entry> entries) {
    private static final int MOST_TEXT = 300;
    private static final int MOST_META = 800;
    private static final int MOST_ENTRIES = 3;

    record Entry(
            @Doc("Key in the package") String logicalKey,

            @Doc("Its bytes, with version; what bucket_object_text takes")
            String s3Uri) {}

    static PackageItem of(PackageHit hit) {
        var about = hit.about();
        var meta = meta(about);
        return new PackageItem(
                hit.name().bucket(),
                hit.name().name(),
                uri(hit, null),
                about.modified(),
                about.size(),
                about.files(),
                shortened(about.comment()),
                meta,
                hit.matched(),
                hit.entries().isEmpty()
                        ? null
                        : hit.entries().stream()
                                .limit(MOST_ENTRIES)
                                .map(entry -> new Entry(entry.logicalKey(), entry.physicalKey()))
                                .toList());
    }

    /** The metadata, unless it is a document of its own. */
    static @Nullable Map<String, Object> meta(PackageHit.About about) {
        var meta = about.meta();
        return meta == null || meta.isEmpty() || meta.toString().length() > MOST_META ? null : meta;
    }

    static String uri(PackageHit hit, @Nullable String path) {
        return new QuiltUri(hit.name().bucket(), hit.name().name(), hit.hash(), null, path, null).print();
    }

    static @Nullable String shortened(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var most = Math.min(text.length(), MOST_TEXT);
        var end = most < text.length() && Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
        return end < text.length() ? text.substring(0, end) + "…" : text;
    }

    /** The same without what is not needed to read on. */
    PackageItem bare() {
        return new PackageItem(bucket, name, uri, modified, size, files, null, null, matched, null);
    }
}
