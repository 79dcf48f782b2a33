package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.json.WellFormedText;
import java.util.List;
import java.util.stream.Collectors;

/** Formats names and texts inside sentences. */
public final class NameFormatter {
    private static final int MAX_LENGTH = 100;
    private static final int MAX_NAMES = 5;

    private NameFormatter() {}

    /** The text on one line, cut to 100 characters. */
    public static String shortened(String text) {
        return WellFormedText.shortened(text.replaceAll("\\p{Cc}+", " "), MAX_LENGTH);
    }

    /** The first five names in backquotes, and the number of others. */
    public static String few(List<String> names) {
        return first(names.stream().map(name -> "`" + shortened(name) + "`").toList());
    }

    /** The first five texts, and the number of others. */
    static String first(List<String> texts) {
        var shown = texts.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        var others = texts.size() - MAX_NAMES;
        return others <= 0 ? shown : "%s and %,d %s".formatted(shown, others, others == 1 ? "other" : "others");
    }
}
