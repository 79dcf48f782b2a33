package com.quiltdata.mcp.tools.sql;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.json.WellFormedText;
import org.jspecify.annotations.Nullable;

/** A format of files that UNLOAD writes, with the compressions that it can have. */
enum ExportFormat {
    PARQUET("GZIP", "SNAPPY", "ZSTD", "LZ4"),
    ORC("ZLIB", "SNAPPY", "ZSTD", "LZ4"),
    AVRO,
    JSON;

    private final ImmutableList<String> compressions;

    ExportFormat(String... compressions) {
        this.compressions = ImmutableList.copyOf(compressions);
    }

    /** Returns the properties of UNLOAD for this format; null is Athena's default compression. */
    String properties(@Nullable String compression) {
        if (compression == null) {
            return "format = '%s'".formatted(name());
        }
        var word = Ascii.toUpperCase(compression.strip());
        if (!compressions.contains(word)) {
            throw new Failure.Invalid("`compression`: \"%s\" is no compression of %s. %s"
                    .formatted(
                            WellFormedText.shown(compression),
                            Ascii.toLowerCase(name()),
                            compressions.isEmpty()
                                    ? "Leave it out."
                                    : "Send one of %s, or leave it out."
                                            .formatted(Ascii.toLowerCase(String.join(", ", compressions)))));
        }
        return "format = '%s', compression = '%s'".formatted(name(), word);
    }
}
