package com.quiltdata.mcp.text;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.function.Uncheck;

/** Parses records of delimited fields; a quoted field may hold any character, and a quote is doubled (RFC 4180). */
public final class DelimitedParser {
    private DelimitedParser() {}

    /** The fields of a record, and the index in the text at which it ends. */
    public record DelimitedRecord(List<String> fields, int end) {}

    /** Returns up to {@code limit} records without empty lines; of a cut text the last one only if it is complete. */
    public static List<DelimitedRecord> read(String text, char delimiter, int limit, boolean cut) {
        var format = format(delimiter).setLenientEof(true).setTrailingData(true).get();
        var parser = Uncheck.get(() -> CSVParser.parse(text, format)); // in memory: nothing to fail or close
        var records = parser.stream().limit(limit + 1L).toList();
        var incomplete = records.size() > limit || (cut && !text.endsWith("\n")) ? 1 : 0;
        var parts = new ArrayList<DelimitedRecord>();
        for (int i = 0; i < records.size() - incomplete; i++) {
            // A record has no end of its own: it ends where the next one begins.
            var end = i + 1 < records.size() ? records.get(i + 1).getCharacterPosition() : text.length();
            parts.add(new DelimitedRecord(records.get(i).toList(), (int) end));
        }
        return parts;
    }

    /**
     * Returns up to {@code limit} records of a whole text without empty lines; empty if it is malformed, for example because
     * a quoted field does not end.
     */
    public static Optional<List<List<String>>> readStrictly(String text, char delimiter, int limit) {
        var parser = Uncheck.get(() -> CSVParser.parse(text, format(delimiter).get()));
        try {
            return Optional.of(
                    parser.stream().limit(limit).map(CSVRecord::toList).toList());
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static CSVFormat.Builder format(char delimiter) {
        return CSVFormat.DEFAULT.builder().setDelimiter(delimiter);
    }
}
