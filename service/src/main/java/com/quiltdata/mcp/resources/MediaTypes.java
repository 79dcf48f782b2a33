package com.quiltdata.mcp.resources;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Determines the media type of an object for which S3 has none or only a generic one. */
final class MediaTypes {
    private static final String BYTES = "application/octet-stream";
    private static final Set<String> UNTOLD = Set.of("", BYTES, "binary/octet-stream");
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("csv", "text/csv"),
            Map.entry("tsv", "text/tab-separated-values"),
            Map.entry("md", "text/markdown"),
            Map.entry("html", "text/html"),
            Map.entry("xml", "application/xml"),
            Map.entry("json", Resource.JSON),
            Map.entry("ipynb", "application/x-ipynb+json"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("gz", "application/gzip"),
            Map.entry("zip", "application/zip"),
            Map.entry("parquet", "application/vnd.apache.parquet"));

    private MediaTypes() {}

    static String of(@Nullable String told, String path, boolean text) {
        if (told != null && !UNTOLD.contains(told.strip().toLowerCase(Locale.ROOT))) {
            return told.strip();
        }
        var extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, text ? "text/plain" : BYTES);
    }

    /** Returns the media type of bytes with a content encoding. */
    static String encoded(@Nullable String encoding) {
        return encoding != null && encoding.strip().equalsIgnoreCase("gzip") ? "application/gzip" : BYTES;
    }
}
