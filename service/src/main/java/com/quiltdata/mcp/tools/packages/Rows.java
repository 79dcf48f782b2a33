package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.tool.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a text.
 *
 * @param columns their names; absent where none were read
 * @param rows each with a value for every column, or as many as it has
 * @param ends where each row ends in the text
 * @param header where the header ends in the text
 */
record Rows(@Nullable List<String> columns, List<List<@Nullable Object>> rows, List<Integer> ends, int header) {
    static final int MOST = 1000;
    private static final char MARK = '\uFEFF';

    /** How rows are written down. */
    enum Notation {
        CSV,
        TSV,
        JSONL
    }

    /** A piece of the text, and where it ends. */
    record Piece<T>(T value, int end) {}

    /**
     * Reads up to 1,000 rows.
     *
     * @param begins whether this is the beginning, where a header stands
     * @param cut whether the text goes on, so that what is not finished at its end is left for later
     * @return empty when this is no such notation
     */
    static Optional<Rows> of(String text, Notation notation, boolean begins, boolean cut) {
        return switch (notation) {
            case JSONL -> objects(text, cut);
            case CSV -> Optional.of(fields(text, delimiter(text), begins, cut));
            case TSV -> Optional.of(fields(text, '\t', begins, cut));
        };
    }

    private static char delimiter(String text) {
        var end = text.indexOf('\n');
        var first = end < 0 ? text : text.substring(0, end);
        return first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
    }

    private static Rows fields(String text, char delimiter, boolean begins, boolean cut) {
        var records = new Fields(text, delimiter).read(MOST + 1, cut);
        var columns = begins && !records.isEmpty() ? unmarked(records.getFirst().value()) : null;
        var header = columns == null ? 0 : records.getFirst().end();
        var rows = columns == null ? records : records.subList(1, records.size());
        var shown = rows.subList(0, Math.min(MOST, rows.size()));
        return new Rows(
                columns,
                shown.stream()
                        .map(it -> List.<@Nullable Object>copyOf(it.value()))
                        .toList(),
                shown.stream().map(Piece::end).toList(),
                header);
    }

    private static List<String> unmarked(List<String> names) {
        var first = names.getFirst();
        if (first.isEmpty() || first.charAt(0) != MARK) {
            return names;
        }
        var plain = new ArrayList<>(names);
        plain.set(0, first.substring(1));
        return plain;
    }

    private static Optional<Rows> objects(String text, boolean cut) {
        var values = new ArrayList<Piece<Object>>();
        for (int from = 0; from < text.length() && values.size() < MOST; ) {
            var line = text.indexOf('\n', from);
            if (line < 0 && cut) {
                break;
            }
            var end = line < 0 ? text.length() : line + 1;
            var written = text.substring(from, end).strip();
            var value = Json.value(written.startsWith("\uFEFF") ? written.substring(1) : written);
            if (value.isPresent()) {
                values.add(new Piece<>(value.get(), end));
            } else if (!written.isEmpty()) {
                return Optional.empty();
            }
            from = end;
        }
        return Optional.of(table(values));
    }

    private static Rows table(List<Piece<Object>> values) {
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
        return new Rows(columns, rows, values.stream().map(Piece::end).toList(), 0);
    }
}
