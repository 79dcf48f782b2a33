package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchFilters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A parsed query. Query syntax is normalized; in plain words, extension, size and date become filters, and the
 * remaining words are the query.
 *
 * @param text the query text to send
 * @param syntax whether the query is in query syntax
 * @param bucket the bucket of an S3 URI in the query
 */
record ParsedQuery(
        String text,
        SearchFilters filters,
        boolean syntax,
        @Nullable String bucket) {
    static final String NOT_INTERNAL = "NOT key:.quilt\\/*";
    private static final Pattern S3_URI =
            Pattern.compile("(?:\\bin\\s+)?(?<![+\\w])(s3://\\S+?)(?=[.,;:?!)\"']*(?:\\s|$))");
    /** The key that a URI became. */
    private static final Pattern KEY = Pattern.compile("\\bkey:((?:\\\\.|[^\\s()\\\\])++)");

    /** A name with a comparison that is not a search field, or {@code bucket:} or {@code registry:}. */
    private static final Pattern NO_FIELD = Pattern.compile(
            "(?:^|[\\s(+!-])(?!" + QuerySyntax.FIELD + ":)(bucket|registry|[A-Za-z_]\\w*(?=:\\s*[<>])):");

    private static final Pattern COMMAND = Pattern.compile(
            "^(?:please\\s+)?(?:find|show|list|get|give|search(?:\\s+for)?|look\\s+for|where\\s+(?:is|are))(?:\\s+me)?\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EDGE = Pattern.compile(
            "^(?:all|any|the|a|an|files?|objects?|that|which|are|is|with|of|and|from|in|about|named|called|sized?|but|packages?|ending)\\b"
                    + "|\\b(?:all|any|the|a|an|files?|objects?|that|which|are|is|with|of|and|from|in|sized?|but|packages?|ending)$|^[,;]|[,;?!.]$",
            Pattern.CASE_INSENSITIVE);

    /** @param now the reference time for phrases such as {@code last week} */
    static ParsedQuery of(String query, Instant now) {
        var text = query.replaceAll("(?U)\\s", " ").strip();
        if (text.isEmpty() || text.equals("*") || text.equals("*:*")) {
            return inSyntax("", null);
        }
        refuseUnknownField(text);
        var named = FilterPhrase.EXTENSION.pattern().matcher(text).replaceAll(" ");
        var dotted = FilterPhrase.DOTTED.pattern().matcher(named).replaceAll(" ");
        if (QuerySyntax.in(dotted)) {
            return QueryNormalizer.normalize(text);
        }
        var uri = S3_URI.matcher(text);
        if (uri.find()) {
            var words = of(uri.replaceFirst("").strip(), now);
            if (words.bucket != null) {
                throw new Failure.Invalid("`query` has several URIs; search one after the other.");
            }
            var place = QueryNormalizer.normalize(uri.group(1));
            return new ParsedQuery(and(words.text, place.text), words.filters, false, place.bucket);
        }
        return ofWords(text, now);
    }

    private static void refuseUnknownField(String text) {
        var unknown = NO_FIELD.matcher(text);
        if (unknown.find()) {
            var name = unknown.group(1);
            throw new Failure.Invalid("`query`: `%s` is not a search field; %s."
                    .formatted(
                            name,
                            name.matches("bucket|registry")
                                    ? "send bucket names in the argument for buckets"
                                    : "send last_modified, size, ext, key, key_text, content or a field of packages"));
        }
    }

    static ParsedQuery inSyntax(String text, @Nullable String bucket) {
        return new ParsedQuery(text, SearchFilters.NONE, true, bucket);
    }

    private static ParsedQuery ofWords(String text, Instant now) {
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
        return new ParsedQuery(QuerySyntax.escaped(trimmed(remaining, !filters.none())), filters, false, null);
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

    private static String and(String text, String condition) {
        var all = QuerySyntax.conditions(text).stream().allMatch(QuerySyntax::isOne);
        return text.isEmpty() ? condition : (all ? text : "(" + text + ")") + " AND " + condition;
    }

    /** Returns the query for objects, without those that Quilt keeps below {@code .quilt/} unless it names them. */
    ParsedQuery ofObjects() {
        return text.contains(".quilt") ? this : new ParsedQuery(and(text, NOT_INTERNAL), filters, syntax, bucket);
    }

    /**
     * Returns the query for packages, where an S3 URI is searched in the physical keys of entries, and an extension
     * filter in their logical keys.
     */
    ParsedQuery ofPackages() {
        if (bucket != null && text.contains("key:")) {
            var keys = KEY.matcher(text).replaceAll(it -> Matcher.quoteReplacement(physical(bucket, it.group(1))));
            var entries = filters.extensions().isEmpty() ? keys : and(keys, "(" + logicalKeys() + ")");
            return new ParsedQuery(entries, filters.withoutExtensions(), syntax, null);
        } else if (filters.extensions().isEmpty()) {
            return this;
        }
        var words = String.join(" ", filters.extensions()).replace(".", "");
        return new ParsedQuery(
                text.isEmpty() ? logicalKeys() : text + " " + words, filters.withoutExtensions(), syntax, bucket);
    }

    private String logicalKeys() {
        return filters.extensions().stream().map(it -> "entry_lk:*" + it).collect(Collectors.joining(" OR "));
    }

    /** Returns the search for entries whose object has this escaped key, or a key below it if it ends in a star. */
    private static String physical(String bucket, String escapedKey) {
        var folder = escapedKey.endsWith("*");
        var key =
                escapedKey.substring(0, escapedKey.length() - (folder ? 1 : 0)).replaceAll("\\\\(.)", "$1");
        var uri = "entry_pk:" + QueryNormalizer.escaped(S3Uri.print(new ObjectLocation(bucket, key, null)));
        return folder ? uri + "*" : "(" + uri + " OR " + uri + "\\?versionId=*)";
    }

    /** Explains in one sentence how the query was interpreted. */
    String explanation() {
        if (text.isEmpty() && filters.none()) {
            return "The query matches everything.";
        } else if (syntax) {
            return "The query is in query syntax; query_sent shows how it was sent: characters that would be operators"
                    + " inside a word are escaped.";
        }
        var words = filters.none()
                ? "The query is plain words; a hit contains some or all of them. query_sent shows what was sent."
                : "The query is plain words; %s became filters, and the remaining words were sent."
                        .formatted(String.join(", ", QueryText.filters(filters, false)));
        return bucket == null ? words : words + " Only bucket %s is searched, because of its URI.".formatted(bucket);
    }

    /** Returns the search terms for these buckets, or for the one that the query names. */
    Search.Terms terms(List<String> buckets) {
        if (bucket != null && !buckets.isEmpty() && !buckets.contains(bucket)) {
            throw new Failure.Invalid(
                    "`query` has a URI of bucket %s, but the call searches other buckets; send that bucket or none."
                            .formatted(bucket));
        }
        return new Search.Terms(text, bucket == null ? buckets : List.of(bucket), filters);
    }
}
