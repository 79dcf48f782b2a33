package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchFilters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A parsed query. Query syntax is sent unchanged; in plain words, extension, size and date become filters, and the
 * remaining words are the query.
 *
 * @param text the query text to send
 * @param syntax whether the query is in query syntax
 */
record ParsedQuery(String text, SearchFilters filters, boolean syntax) {
    private static final Pattern COMMAND = Pattern.compile(
            "^(?:please\\s+)?(?:find|show|list|get|give|search(?:\\s+for)?|look\\s+for|where\\s+(?:is|are))(?:\\s+me)?\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EDGE = Pattern.compile(
            "^(?:all|any|the|a|an|files?|objects?|that|which|are|is|with|of|and|from|in|about|named|called|sized?)\\b"
                    + "|\\b(?:all|any|the|a|an|files?|objects?|that|which|are|is|with|of|and|from|in|sized?)$|^[,;]|[,;?!.]$",
            Pattern.CASE_INSENSITIVE);

    /** @param now the reference time for phrases such as {@code last week} */
    static ParsedQuery of(String query, Instant now) {
        var text = query.strip();
        if (text.isEmpty() || text.equals("*") || text.equals("*:*")) {
            return new ParsedQuery("", SearchFilters.NONE, true);
        }
        var dotted = FilterPhrase.DOTTED.pattern().matcher(text).replaceAll(" ");
        if (QuerySyntax.in(dotted)) {
            return new ParsedQuery(text, SearchFilters.NONE, true);
        }
        var filters = SearchFilters.NONE;
        var remaining = text;
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (var phrase : FilterPhrase.values()) {
            var match = phrase.pattern().matcher(remaining);
            if (match.find()) {
                filters = filters.and(phrase.filter(match.toMatchResult(), today));
                remaining = remaining.substring(0, match.start()) + " " + remaining.substring(match.end());
            }
        }
        return new ParsedQuery(QuerySyntax.escaped(trimmed(remaining, !filters.none())), filters, false);
    }

    /** Removes words that only ask, such as "find me", from both ends. */
    private static String trimmed(String text, boolean filtered) {
        var words = COMMAND.matcher(text.strip()).replaceFirst("").strip();
        var sentence = filtered || !words.equals(text.strip());
        for (var before = ""; sentence && !before.equals(words); ) {
            before = words;
            words = EDGE.matcher(words).replaceFirst("").strip();
        }
        return words.replaceAll("\\s+", " ");
    }

    /** Returns the query for packages, where an extension filter becomes a search in the logical keys of entries. */
    ParsedQuery ofPackages() {
        if (filters.extensions().isEmpty()) {
            return this;
        }
        var others =
                new SearchFilters(List.of(), filters.minSize(), filters.maxSize(), filters.after(), filters.before());
        var words = String.join(" ", filters.extensions()).replace(".", "");
        var keys = String.join(
                " OR ",
                filters.extensions().stream().map(it -> "entry_lk:*" + it).toList());
        return new ParsedQuery(text.isEmpty() ? keys : text + " " + words, others, syntax);
    }

    /** Explains in one sentence how the query was interpreted. */
    String explanation() {
        if (text.isEmpty() && filters.none()) {
            return "The query matches everything.";
        } else if (syntax) {
            return "The query is in query syntax and was sent unchanged.";
        }
        return filters.none()
                ? "The query is plain words and was sent unchanged; a hit contains some or all of them."
                : "The query is plain words; %s became filters, and the remaining words were sent."
                        .formatted(String.join(", ", QueryText.filters(filters, false)));
    }

    /** Returns the search terms for these buckets. */
    Search.Terms terms(List<String> buckets) {
        return new Search.Terms(text, buckets, filters);
    }
}
