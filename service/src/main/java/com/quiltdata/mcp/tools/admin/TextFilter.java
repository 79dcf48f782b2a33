package com.quiltdata.mcp.tools.admin;

import java.util.Locale;
import java.util.stream.Stream;

/** The filter of a list: a text that must be in one of an item's texts, ignoring case and surrounding blanks. */
public final class TextFilter {
    private TextFilter() {}

    /** Returns whether one of the texts contains the filter. */
    public static boolean accepts(String filter, Stream<String> texts) {
        var text = filter.strip().toLowerCase(Locale.ROOT);
        return texts.anyMatch(it -> it.toLowerCase(Locale.ROOT).contains(text));
    }
}
