package com.quiltdata.mcp.tools.objects;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.quiltdata.mcp.text.DelimitedParser;
import com.quiltdata.mcp.tools.objects.TablePreview.TableNotation;
import java.util.Arrays;
import java.util.List;

/** Tables in text: rows that end within it, in order, and the fields that are written in simple ones. */
public final class DelimitedFuzz {
    private static final int MAX_ROWS = 20;

    private DelimitedFuzz() {}

    public static void check(String text) {
        for (var notation : TableNotation.values()) {
            for (var cut : List.of(true, false)) {
                TablePreview.of(text, notation, MAX_ROWS, true, cut).ifPresent(it -> ends(text, it));
                TablePreview.of(text, notation, MAX_ROWS, false, cut).ifPresent(it -> ends(text, it));
            }
        }
        if (text.chars().noneMatch(c -> c == '"' || c == '\r')) {
            var read = DelimitedParser.read(text, ',', 1000, false).stream()
                    .map(DelimitedParser.DelimitedRecord::fields)
                    .toList();
            var simple = text.lines()
                    .filter(it -> !it.isEmpty())
                    .limit(1000)
                    .map(it -> Arrays.asList(it.split(",", -1)))
                    .toList();
            require(read.equals(simple), "%s and %s", read, simple);
        }
    }

    private static void ends(String text, TablePreview table) {
        require(
                table.rows().size() <= MAX_ROWS
                        && table.rows().size() == table.ends().size(),
                "%s",
                table);
        var last = table.header();
        for (var end : table.ends()) {
            require(end >= last && end <= text.length(), "a row ends at %d after %d", end, last);
            last = end;
        }
    }
}
