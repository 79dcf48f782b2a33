package com.quiltdata.mcp.text;

import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.io.function.Uncheck;
import org.jspecify.annotations.Nullable;

/** Prints records as CSV (RFC 4180), with a line feed between them. */
public final class DelimitedPrinter {
    private static final String LINE_END = "\n";
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator(LINE_END).get();

    private DelimitedPrinter() {}

    /**
     * Returns the records, without a line end after the last, which some readers take for an empty row; nothing if the text
     * is longer than this. A null field is empty.
     */
    public static Optional<String> print(Iterable<? extends List<@Nullable String>> records, int maxLength) {
        var text = new StringBuilder();
        var printer = Uncheck.get(() -> new CSVPrinter(text, FORMAT)); // in memory: nothing to fail or close
        for (var fields : records) {
            Uncheck.run(() -> printer.printRecord(fields));
            if (text.length() - LINE_END.length() > maxLength) {
                return Optional.empty();
            }
        }
        text.setLength(Math.max(0, text.length() - LINE_END.length()));
        return Optional.of(text.toString());
    }
}
