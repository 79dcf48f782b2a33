package com.quiltdata.mcp.tools.sql;

import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import com.quiltdata.mcp.tools.sql.QueryResult.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Renders rows as objects, CSV or a table. */
final class RowRenderer {
    /** Maximum width to which the columns of a table are aligned; longer values are complete, but not aligned. */
    private static final int MAX_WIDTH = 40;

    /** The escapes by which a value stays one cell, and can be told from one that is written that way. */
    private static final Escaper CELL = Escapers.builder()
            .addEscape('\\', "\\\\")
            .addEscape('|', "\\|")
            .addEscape('\n', "\\n")
            .addEscape('\r', "\\r")
            .addEscape('\t', "\\t")
            .build();

    private RowRenderer() {}

    /** Returns an object per row, with the JSON value of each column. */
    static List<Map<String, @Nullable Object>> objects(List<Column> columns, List<List<@Nullable String>> rows) {
        return rows.stream().map(row -> object(columns, row)).toList();
    }

    private static Map<String, @Nullable Object> object(List<Column> columns, List<@Nullable String> row) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < columns.size(); i++) {
            object.put(columns.get(i).name(), SqlValues.json(columns.get(i).type(), cell(row, i)));
        }
        return object;
    }

    /** Returns the value of a row's column; Athena leaves out the last values of a row if they are NULL. */
    private static @Nullable String cell(List<@Nullable String> row, int column) {
        return column < row.size() ? row.get(column) : null;
    }

    /** Returns CSV (RFC 4180) with a header; NULL is an empty field, and an empty text is two quotes. */
    static String csv(List<Column> columns, List<List<@Nullable String>> rows) {
        return Stream.concat(
                        Stream.of(columns.stream().map(column -> field(column.name()))),
                        rows.stream()
                                .map((List<@Nullable String> row) ->
                                        IntStream.range(0, columns.size()).mapToObj(i -> field(cell(row, i)))))
                .map(fields -> fields.collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }

    private static String field(@Nullable String value) {
        if (value == null) {
            return "";
        }
        var plain = !value.isEmpty() && value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    /** Returns a table of aligned cells; {@code NULL} is NULL, and line breaks, pipes and backslashes are escaped. */
    static String table(List<Column> columns, List<List<@Nullable String>> rows) {
        var lines = new ArrayList<List<String>>();
        lines.add(columns.stream().map(column -> CELL.escape(column.name())).toList());
        for (var row : rows) {
            lines.add(IntStream.range(0, columns.size())
                    .mapToObj(i -> shown(cell(row, i)))
                    .toList());
        }
        var widths = new int[columns.size()];
        for (var line : lines) {
            Arrays.setAll(widths, i -> Math.max(widths[i], Math.min(MAX_WIDTH, width(line.get(i)))));
        }
        lines.add(1, Arrays.stream(widths).mapToObj("-"::repeat).toList());
        return lines.stream().map(line -> line(line, widths)).collect(Collectors.joining());
    }

    private static String shown(@Nullable String value) {
        return value == null ? "NULL" : CELL.escape(value);
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(i -> cells.get(i) + " ".repeat(Math.max(0, widths[i] - width(cells.get(i)))))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
