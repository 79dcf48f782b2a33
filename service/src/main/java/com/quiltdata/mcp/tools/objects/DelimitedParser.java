package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.tools.objects.TablePreview.ParsedPart;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.io.function.Uncheck;

/** Parses records of delimited fields; a quoted field may hold any character, and a quote is doubled (RFC 4180). */
final class DelimitedParser {
    private DelimitedParser() {}

    /** Returns up to {@code limit} records without empty lines; of a cut text the last one only if it is complete. */
    static List<ParsedPart<List<String>>> read(String text, char delimiter, int limit, boolean cut) {
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setLenientEof(true)
                .setTrailingData(true)
                .get();
        var parser = Uncheck.get(() -> CSVParser.parse(text, format)); // in memory: nothing to fail or close
        var records = parser.stream().limit(limit + 1L).toList();
        var incomplete = records.size() > limit || (cut && !text.endsWith("\n")) ? 1 : 0;
        var parts = new ArrayList<ParsedPart<List<String>>>();
        for (int i = 0; i < records.size() - incomplete; i++) {
            // A record has no end of its own: it ends where the next one begins.
            var end = i + 1 < records.size() ? records.get(i + 1).getCharacterPosition() : text.length();
            parts.add(new ParsedPart<>(records.get(i).toList(), (int) end));
        }
        return parts;
    }
}
