package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Search;
import com.quiltdata.mcp.catalog.SearchFilters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a query says. One that is written in query syntax is sent as it is; in plain words, extension, size and date become
 * filters, and what is left is searched for.
 *
 * @param text what is sent
 * @param syntax whether it was written in query syntax
 */
record Reading(String text, SearchFilters filters, boolean syntax) {
    private static final Pattern COMMAND = Pattern.compile(
            "^(?:please\\s+)?(?:find|show|list|get|give|search(?:\\s+for)?|look\\s+for|where\\s+(?:is|are))(?:\\s+me)?\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EDGE = Pattern.compile(
            "^(?:all|any|the|a|an|files?|objects?|that|which|are|is|with|of|and|from|in|about|named|called|sized?)\\b"
                    + "|\\b(?:all|any|the|a|an|files?|objects?|that|which|are|is|with|of|and|from|in|sized?)$|^[,;]|[,;?!.]$",
            Pattern.CASE_INSENSITIVE);

    /** @param now what {@code last week} is counted from */
    static Reading of(String query, Instant now) {
        var text = query.strip();
        if (text.isEmpty() || text.equals("*") || text.equals("*:*")) {
            return new Reading("", SearchFilters.NONE, true);
        }
        var dotted = Phrases.DOTTED.pattern().matcher(text).replaceAll(" ");
        if (QuerySyntax.in(dotted)) {
            return new Reading(text, SearchFilters.NONE, true);
        }
        var filters = SearchFilters.NONE;
        var left = text;
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (var phrase : Phrases.values()) {
            var match = phrase.pattern().matcher(left);
            if (match.find()) {
                filters = filters.and(phrase.filter(match.toMatchResult(), today));
                left = left.substring(0, match.start()) + " " + left.substring(match.end());
            }
        }
        return new Reading(QuerySyntax.escaped(trimmed(left, !filters.none())), filters, false);
    }

    /** Without what only asks, at its edges. */
    private static String trimmed(String text, boolean narrowed) {
        var bare = COMMAND.matcher(text.strip()).replaceFirst("").strip();
        var asked = narrowed || !bare.equals(text.strip());
        for (var before = ""; asked && !before.equals(bare); ) {
            before = bare;
            bare = EDGE.matcher(bare).replaceFirst("").strip();
        }
        return bare.replaceAll("\\s+", " ");
    }

    /** The same for packages, which have no extension but entries that have: it is searched for among their keys. */
    Reading ofPackages() {
        if (filters.extensions().isEmpty()) {
            return this;
        }
        var rest =
                new SearchFilters(List.of(), filters.minSize(), filters.maxSize(), filters.after(), filters.before());
        var words = String.join(" ", filters.extensions()).replace(".", "");
        var keys = String.join(
                " OR ",
                filters.extensions().stream().map(it -> "entry_lk:*" + it).toList());
        return new Reading(text.isEmpty() ? keys : text + " " + words, rest, syntax);
    }

    /** What is searched for in these buckets. */
    Search.Terms terms(List<String> buckets) {
        return new Search.Terms(text, buckets, filters);
    }
}
