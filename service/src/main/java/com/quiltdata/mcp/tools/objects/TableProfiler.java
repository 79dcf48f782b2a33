package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.objects.ParquetReader.ParquetPreview;
import com.quiltdata.mcp.tool.DecodedText;
import com.quiltdata.mcp.tools.objects.ObjectReadResult.ColumnProfile;
import com.quiltdata.mcp.tools.objects.ObjectReadResult.Profile;
import com.quiltdata.mcp.tools.objects.ObjectReadResult.ReadSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Profiles the columns of a table: of text over the rows that were read, of Parquet by the footer over all rows. */
final class TableProfiler {
    private TableProfiler() {}

    /** Returns the profile of what was read; null if that is no table. */
    static @Nullable Profile of(ReadSource source) {
        return switch (source.form()) {
            case ContentFormat.Table form -> text(source, form);
            case ContentFormat.Parquet _ -> source.parquet() instanceof ParquetPreview it ? parquet(it) : null;
            case ContentFormat.Text _, ContentFormat.Image _, ContentFormat.Notebook _, ContentFormat.Binary _ -> null;
        };
    }

    private static @Nullable Profile parquet(ParquetPreview preview) {
        if (!preview.file().complete()) {
            return null;
        }
        var columns = preview.schema().stream()
                .map(it -> {
                    var type = it.logicalType() == null ? it.type() : it.logicalType();
                    var known = it.statistics();
                    return known == null
                            ? new ColumnProfile(it.name(), type, null, null, null, null)
                            : new ColumnProfile(it.name(), type, known.nulls(), known.min(), known.max(), null);
                })
                .toList();
        return new Profile(preview.file().rows(), true, columns);
    }

    private static @Nullable Profile text(ReadSource source, ContentFormat.Table form) {
        var content = source.content();
        var decoded = DecodedText.of(content.bytes(), form.charset(), content.truncated());
        var isFirst = content.offset() == 0;
        return TablePreview.of(decoded.text(), form.notation(), content.bytes().length, isFirst, content.truncated())
                .map(table -> new Profile(table.rows().size(), isFirst && !content.truncated(), columns(table)))
                .orElse(null);
    }

    private static List<ColumnProfile> columns(TablePreview table) {
        var names = table.columns();
        var width =
                names == null ? table.rows().stream().mapToInt(List::size).max().orElse(0) : names.size();
        var profiles = new ArrayList<ColumnProfile>();
        for (int i = 0; i < width; i++) {
            var values = new ColumnValues();
            for (var row : table.rows()) {
                values.add(i < row.size() ? row.get(i) : null);
            }
            profiles.add(values.profile(names == null ? "column %d".formatted(i + 1) : names.get(i)));
        }
        return profiles;
    }
}
