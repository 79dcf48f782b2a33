package com.quiltdata.mcp.tools.packages;

import java.util.List;
import java.util.stream.Collectors;

/** Formats names and texts inside sentences. */
public final class NameFormatter {
    private static final int LONGEST = 100;
    private static final int MOST = 5;

    private NameFormatter() {}

    /** The text on one line, cut to 100 characters. */
    public static String shortened(String text) {
        var line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }

    /** The first five names in backquotes, and the number of others. */
    public static String few(List<String> names) {
        var shown = names.stream()
                .limit(MOST)
                .map(name -> "`" + shortened(name) + "`")
                .collect(Collectors.joining(", "));
        return names.size() <= MOST ? shown : "%s and %,d others".formatted(shown, names.size() - MOST);
    }
}
