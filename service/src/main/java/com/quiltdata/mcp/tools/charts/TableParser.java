package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.text.DelimitedParser;
import com.quiltdata.mcp.tool.ToolJson;
import com.quiltdata.mcp.tools.charts.ChartTable.DelimitedSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses tables: rows or columns as JSON, and delimited text. */
final class TableParser {
    private static final String DATA = "`data`";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TableParser() {}

    /** Parses a value of JSON: an array of row objects, or an object with an array of values for each column. */
    static ChartTable json(Object value) {
        return switch (value) {
            case List<?> rows -> rows(rows.stream());
            case Map<?, ?> columns -> columns(columns);
            default ->
                throw new Failure.Invalid(
                        "`data` must be an array of row objects, an object of columns, CSV or TSV text, or a URI.");
        };
    }

    /** Parses JSON Lines, one row object each. */
    static ChartTable jsonLines(String text) {
        return rows(
                text.lines()
                        .filter(line -> !line.isBlank())
                        .limit(ChartTable.MAX_ROWS + 1L)
                        .map(
                                line -> ToolJson.value(line)
                                        .orElseThrow(
                                                () -> new Failure.Invalid(
                                                        "`data`: a line of the object is not JSON, nor is the whole JSON of up to 250,000 tokens."))));
    }

    private static ChartTable rows(Stream<?> values) {
        var names = new LinkedHashMap<String, Integer>();
        var rows = new ArrayList<List<@Nullable Object>>();
        values.forEach(value -> {
            if (!(value instanceof Map<?, ?> object)) {
                throw new Failure.Invalid(
                        "%s: row %,d is not an object; send rows like {\"gene\": \"BRCA1\", \"expression\": 42.5}."
                                .formatted(DATA, rows.size() + 1));
            }
            object.keySet().forEach(name -> names.putIfAbsent(String.valueOf(name), names.size()));
            ChartTable.limitCells(names.size(), rows.size() + 1);
            var row = new ArrayList<@Nullable Object>(names.size());
            names.keySet().forEach(name -> row.add(object.get(name)));
            rows.add(row);
        });
        // A row that came before the first with some column is shorter.
        rows.forEach(row -> {
            while (row.size() < names.size()) {
                row.add(null);
            }
        });
        return new ChartTable(List.copyOf(names.keySet()), rows, null);
    }

    private static ChartTable columns(Map<?, ?> columns) {
        var lengths = new LinkedHashMap<String, Integer>();
        columns.forEach((name, values) -> {
            if (!(values instanceof List<?> list)) {
                throw new Failure.Invalid(
                        "%s: the value of column `%s` must be an array, as in {\"gene\": [\"BRCA1\", \"TP53\"]}."
                                .formatted(DATA, name));
            }
            lengths.put(String.valueOf(name), list.size());
        });
        if (lengths.values().stream().distinct().count() > 1) {
            throw new Failure.Invalid("%s: columns must have equally many values, but their numbers are %s."
                    .formatted(DATA, ToolJson.text(lengths)));
        }
        var count = lengths.values().stream().findFirst().orElse(0);
        var rows = new ArrayList<List<@Nullable Object>>(count);
        for (int i = 0; i < count; i++) {
            var row = new ArrayList<@Nullable Object>(columns.size());
            for (var values : columns.values()) {
                row.add(((List<?>) values).get(i));
            }
            rows.add(row);
        }
        return new ChartTable(List.copyOf(lengths.keySet()), rows, null);
    }

    /** Parses text with a header, delimited by what its header has most of: commas, tabs or semicolons. */
    static ChartTable delimited(String text, @Nullable DelimitedSource source) {
        var delimiter = delimiter(text.lines().findFirst().orElse(""));
        var records = DelimitedParser.readStrictly(text, delimiter, ChartTable.MAX_ROWS + 2)
                .orElseThrow(() -> new Failure.Invalid(
                        "`data` is not delimited text: a quoted field does not end, or text follows its quote."));
        if (records.isEmpty()) {
            throw new Failure.Invalid("`data` has no header and no rows.");
        }
        var header = records.getFirst();
        ChartTable.limitCells(header.size(), records.size() - 1);
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var record : records.subList(1, records.size())) {
            rows.add(row(record, rows.size() + 1, header.size()));
        }
        return new ChartTable(header, rows, source != null && source.delimiter() == delimiter ? source : null);
    }

    private static List<@Nullable Object> row(List<String> record, int number, int columns) {
        var row = new ArrayList<@Nullable Object>(columns);
        for (int i = 0; i < columns; i++) {
            var value = i < record.size() ? record.get(i) : "";
            row.add(value.isBlank() ? null : value);
        }
        if (record.stream().skip(columns).anyMatch(extra -> !extra.isBlank())) {
            throw new Failure.Invalid(
                    "%s: row %,d has %,d fields, but the header has %,d. Quote fields that contain the delimiter."
                            .formatted(DATA, number, record.size(), columns));
        }
        return row;
    }

    private static char delimiter(String header) {
        var best = ',';
        for (var delimiter : List.of('\t', ';')) {
            best = count(header, delimiter) > count(header, best) ? delimiter : best;
        }
        return best;
    }

    private static long count(String text, char character) {
        return text.chars().filter(it -> it == character).count();
    }

    /** Returns the text without a byte order mark. */
    static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
