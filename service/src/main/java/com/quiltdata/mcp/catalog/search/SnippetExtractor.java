package com.quiltdata.mcp.catalog.search;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Extracts the part of a long text that shows why it matched. */
public final class SnippetExtractor {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{3,}(?![\\w.]*:)");
    private static final Pattern OPERATORS = Pattern.compile("\\bNOT \\S+|\\b(?:AND|OR)\\b");
    private static final Pattern CONTROL = Pattern.compile("[\\s\\p{Cc}]+");
    private static final int BEFORE = 60;
    private static final int MAX_LENGTH = 200;

    private SnippetExtractor() {}

    /**
     * Returns the text around the first word of the query that it contains, or its beginning; null when there is no
     * text.
     */
    public static @Nullable String of(@Nullable String text, String query) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var start = start(text, query);
        var end = Math.min(text.length(), start + MAX_LENGTH);
        var part = text.substring(codePointStart(text, start), codePointStart(text, end));
        var clean = CONTROL.matcher(part).replaceAll(" ").strip();
        return (start > 0 ? "…" : "") + clean + (end < text.length() ? "…" : "");
    }

    private static int start(String text, String query) {
        var lower = text.toLowerCase(Locale.ROOT);
        return WORD
                .matcher(OPERATORS.matcher(query).replaceAll(" ").toLowerCase(Locale.ROOT))
                .results()
                .mapToInt(word -> lower.indexOf(word.group()))
                .filter(at -> at >= 0)
                .findFirst()
                .stream()
                .map(at -> Math.max(0, Math.min(at, text.length()) - BEFORE))
                .findFirst()
                .orElse(0);
    }

    /** Moves an index out of the middle of a surrogate pair. */
    private static int codePointStart(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
