package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.text.DelimitedParser;
import com.quiltdata.mcp.text.DelimitedParser.DelimitedRecord;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table in a text.
 *
 * @param columns the column names; null if no header was read
 * @param rows the rows, each with a value per column, or fewer or more as written
 * @param ends the index in the text at which each row ends
 * @param header the index in the text at which the header ends
 */
record TablePreview(@Nullable List<String> columns, List<List<@Nullable Object>> rows, List<Integer> ends, int header) {
    static final int MAX_ROWS = 1000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    enum TableNotation {
        CSV,
        TSV,
        JSONL
    }

    /** A parsed part of the text, and the index at which it ends. */
    record ParsedPart<T>(T value, int end) {}

    /**
     * Reads up to 1,000 rows.
     *
     * @param hasHeader whether the text is the beginning of the object, with the header
     * @param cut whether more text follows, so that an incomplete last row is left out
     * @return empty if the text is not in this notation
     */
    static Optional<TablePreview> of(String text, TableNotation notation, boolean hasHeader, boolean cut) {
        return of(text, notation, MAX_ROWS, hasHeader, cut);
    }

    /** Reads up to {@code maxRows} rows. */
    static Optional<TablePreview> of(String text, TableNotation notation, int maxRows, boolean hasHeader, boolean cut) {
        return switch (notation) {
            case JSONL -> objects(text, maxRows, cut);
            case CSV ->
                Optional.of(fields(DelimitedParser.read(text, delimiter(text), maxRows + 1, cut), maxRows, hasHeader));
            case TSV -> Optional.of(fields(DelimitedParser.read(text, '\t', maxRows + 1, cut), maxRows, hasHeader));
        };
    }

    private static char delimiter(String text) {
        var end = text.indexOf('\n');
        var first = end < 0 ? text : text.substring(0, end);
        return first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
    }

    private static TablePreview fields(List<DelimitedRecord> records, int maxRows, boolean hasHeader) {
        var columns =
                hasHeader && !records.isEmpty() ? withoutMark(records.getFirst().fields()) : null;
        var header = columns == null ? 0 : records.getFirst().end();
        var rows = columns == null ? records : records.subList(1, records.size());
        var shown = rows.subList(0, Math.min(maxRows, rows.size()));
        return new TablePreview(
                columns,
                shown.stream()
                        .map(it -> List.<@Nullable Object>copyOf(it.fields()))
                        .toList(),
                shown.stream().map(DelimitedRecord::end).toList(),
                header);
    }

    private static List<String> withoutMark(List<String> names) {
        var columns = new ArrayList<>(names);
        columns.set(0, withoutMark(names.getFirst()));
        return columns;
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static Optional<TablePreview> objects(String text, int maxRows, boolean cut) {
        var values = new ArrayList<ParsedPart<Object>>();
        for (int from = 0; from < text.length() && values.size() < maxRows; ) {
            var line = text.indexOf('\n', from);
            if (line < 0 && cut) {
                break;
            }
            var end = line < 0 ? text.length() : line + 1;
            var written = text.substring(from, end).strip();
            var value = ToolJson.value(withoutMark(written));
            if (value.isPresent()) {
                values.add(new ParsedPart<>(value.get(), end));
            } else if (!written.isEmpty()) {
                return Optional.empty();
            }
            from = end;
        }
        return Optional.of(table(values));
    }

    private static TablePreview table(List<ParsedPart<Object>> values) {
        var names = new LinkedHashSet<String>();
        for (var value : values) {
            if (value.value() instanceof Map<?, ?> object) {
                object.keySet().forEach(name -> names.add(String.valueOf(name)));
            }
        }
        var columns = names.isEmpty() ? List.of("value") : List.copyOf(names);
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var value : values) {
            var row = new ArrayList<@Nullable Object>();
            if (value.value() instanceof Map<?, ?> object) {
                columns.forEach(name -> row.add(object.get(name)));
            } else {
                row.add(value.value());
            }
            rows.add(row);
        }
        return new TablePreview(
                columns, rows, values.stream().map(ParsedPart::end).toList(), 0);
    }
}
