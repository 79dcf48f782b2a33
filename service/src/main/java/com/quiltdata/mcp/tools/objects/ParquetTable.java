package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.objects.ParquetReader.ParquetPreview;
import java.util.ArrayList;
import java.util.List;

/** A Parquet file as shown with a number of parts: the columns of its schema, then rows. */
record ParquetTable(ParquetPreview preview, int count) {
    private static final int MAX_NAMES = 10;

    int parts() {
        return preview.schema().size() + preview.rows().size();
    }

    private int columns() {
        return Math.min(count, preview.schema().size());
    }

    private int rows() {
        return Math.clamp(
                (long) count - preview.schema().size(), 0, preview.rows().size());
    }

    ObjectReadResult.ParquetFile file() {
        var columns = preview.schema().stream()
                .limit(columns())
                .map(it -> new ObjectReadResult.ParquetField(it.name(), it.type(), it.logicalType(), it.nullable()))
                .toList();
        var file = preview.file();
        return new ObjectReadResult.ParquetFile(file.rows(), file.rowGroups(), file.createdBy(), columns);
    }

    ObjectReadResult.Table table() {
        var columns = rows() > 0 || columns() == preview.schema().size() ? preview.columns() : List.<String>of();
        return new ObjectReadResult.Table("parquet", columns, preview.rows().subList(0, rows()));
    }

    boolean isCut() {
        return rows() < preview.file().rows()
                || columns() < preview.schema().size()
                || !preview.omitted().isEmpty()
                || !preview.file().complete();
    }

    List<String> notes() {
        var notes = new ArrayList<String>();
        if (columns() < preview.schema().size()) {
            notes.add("Only %,d of %,d columns are described."
                    .formatted(columns(), preview.schema().size()));
        }
        if (rows() < preview.file().rows()) {
            notes.add("The first %,d of %,d rows are shown; for more, query the file with SQL or download it."
                    .formatted(rows(), preview.file().rows()));
        }
        preview.omitted()
                .forEach((reason, names) ->
                        notes.add("Without values of %s%s: %s.".formatted(quoted(names), more(names), reason)));
        if (!preview.file().complete()) {
            notes.add("The footer is larger than may be read: more row groups than are counted may follow.");
        }
        return notes;
    }

    private static String quoted(List<String> names) {
        return "`%s`".formatted(String.join("`, `", names.subList(0, Math.min(MAX_NAMES, names.size()))));
    }

    private static String more(List<String> names) {
        return names.size() > MAX_NAMES ? " and %,d more columns".formatted(names.size() - MAX_NAMES) : "";
    }
}
