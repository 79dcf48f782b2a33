package com.quiltdata.mcp.tools.search;

import com.google.common.base.Splitter;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.tool.ArgumentParser;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a query in query syntax so that Elasticsearch reads each word as it is written: operators, groups, phrases,
 * ranges and wildcards stay, an open group is closed; slashes, brackets and colons inside a word are escaped.
 * Extensions get their dot, sizes become bytes, and an S3 URI becomes its key.
 */
final class QueryNormalizer {
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern FIELD = Pattern.compile("(" + QuerySyntax.FIELD + ")(?::|\\s*(?=[<>]=?\\s*[\\d\"]))");
    /** An operator in lower case, which Elasticsearch would take for a word. */
    private static final Pattern WORD_OPERATOR = Pattern.compile(
            "(?:and|or)(?= +\\S)|not(?= +(?:" + QuerySyntax.FIELD + ":|\\())", Pattern.CASE_INSENSITIVE);

    private static final Pattern OPERATOR =
            Pattern.compile("(?:AND|OR|NOT)(?=[\\s(]|$)|&&|\\|\\||[+!-](?=\\S)|(?<=\\))\\^\\d+(?:\\.\\d+)?");
    private static final Pattern COMPARISON = Pattern.compile("[<>]=?\\s*");
    private static final Pattern PHRASE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"(?:~\\d+)?(?:\\^[\\d.]+)?");
    private static final Pattern REGEX = Pattern.compile("/(?:[^/\\\\\\s]|\\\\.)++/(?=[\\s)^]|$)");
    private static final Pattern RANGE = Pattern.compile("[\\[{][^\\[\\]{}\"]+\\sTO\\s[^\\[\\]{}\"]+[\\]}]");
    private static final Pattern TIME =
            Pattern.compile("\"?(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d[\\d:.]*(?:Z|[+-]\\d\\d:?\\d\\d)?)\"?");

    private static final Pattern AMOUNT = Pattern.compile(
            "(\\d{1,9}(?:\\.\\d{1,3})?)\\s*((?<!\\s)[kmgt](?![\\w*?])|[kmgt]?i?b\\b|bytes?\\b)",
            Pattern.CASE_INSENSITIVE);

    /** Fuzziness or boost at the end of a word. */
    private static final Pattern SUFFIX =
            Pattern.compile("(?:(?<=[^\\\\])~\\d?)?(?:(?<=[^\\\\])\\^\\d+(?:\\.\\d+)?)?$");

    /** An escape, or a character that needs one. */
    private static final Pattern RESERVED = Pattern.compile("\\\\.|[/:()\\[\\]{}^~!\"\\\\]");

    private static final String SIZES = "size|entry_size|mnfst_stats\\.total_bytes";
    private static final String DATES = "(?:ptr_|mnfst_)?last_modified|updated";

    private final Matcher at;
    private final String text;
    private final StringBuilder out = new StringBuilder();
    /** The field of each open group. */
    private final Deque<String> groups = new ArrayDeque<>();

    private int pos;
    private String field = "";
    private @Nullable String bucket;

    private QueryNormalizer(String text) {
        this.text = text;
        this.at = BLANKS.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    }

    /** Returns the query, whose blanks are spaces, with its text normalized. */
    static ParsedQuery normalize(String text) {
        var normalizer = new QueryNormalizer(text);
        while (normalizer.pos < text.length()) {
            var before = normalizer.pos;
            normalizer.step();
            if (normalizer.pos == before) {
                throw new IllegalStateException("The query normalizer makes no progress at character " + before + ".");
            }
        }
        return ParsedQuery.inSyntax(normalizer.out + ")".repeat(normalizer.groups.size()), normalizer.bucket);
    }

    private void step() {
        var valueBegins = out.length() > 0 && out.charAt(out.length() - 1) == ':';
        if (take(BLANKS) || (!valueBegins && take(OPERATOR))) {
            out.append(at.group());
        } else if (!valueBegins && out.length() > 0 && take(WORD_OPERATOR)) {
            out.append(at.group().toUpperCase(Locale.ROOT));
        } else if (!field.isEmpty() && take(COMPARISON)) {
            out.append(at.group().strip());
        } else if (take(FIELD)) {
            out.append(at.group(1)).append(':');
            field = at.group(1);
        } else if (text.charAt(pos) == '(') {
            groups.push(field);
            out.append(text.charAt(pos++));
        } else if (text.charAt(pos) == ')' && !groups.isEmpty()) {
            out.append(text.charAt(pos++));
            groups.pop();
            valueEnded();
        } else {
            out.append(value());
            valueEnded();
        }
    }

    private void valueEnded() {
        field = groups.isEmpty() ? "" : groups.peek();
    }

    private boolean take(Pattern pattern) {
        var found = at.usePattern(pattern).region(pos, text.length()).lookingAt();
        pos = found ? at.end() : pos;
        return found;
    }

    private String value() {
        if (field.matches(SIZES) && take(AMOUNT)) {
            return String.valueOf(FilterPhrase.bytes(at, 1));
        } else if (field.matches(DATES) && take(TIME)) {
            return escaped(time(at));
        } else if (take(RANGE)) {
            var range = at.group();
            return field.matches(SIZES)
                    ? AMOUNT.matcher(range).replaceAll(it -> String.valueOf(FilterPhrase.bytes(it, 1)))
                    : field.matches(DATES) ? TIME.matcher(range).replaceAll(QueryNormalizer::time) : range;
        } else if (take(PHRASE)) {
            // Without its quotes, a phrase would run into a word that follows it at once.
            return field.equals("ext") ? extension(at.group(1)) + (isBetweenWords() ? "" : " ") : at.group();
        } else if (take(REGEX)) {
            return at.group();
        }
        return word(nextWord());
    }

    private boolean isBetweenWords() {
        return pos == text.length() || " )".indexOf(text.charAt(pos)) >= 0;
    }

    private static String time(MatchResult time) {
        return time.group(1) + "T" + time.group(2);
    }

    /** Takes a word up to a blank or to the end of its group; brackets inside it belong to it. */
    private String nextWord() {
        var start = pos;
        for (var open = 0; pos < text.length() && text.charAt(pos) != ' '; pos++) {
            switch (text.charAt(pos)) {
                case '\\' -> pos = Math.min(pos + 1, text.length() - 1);
                case '(' -> open++;
                case ')' -> open--;
                default -> {}
            }
            if (open < 0 && !groups.isEmpty()) {
                break;
            }
            open = Math.max(open, 0);
        }
        return text.substring(start, pos);
    }

    private String word(String word) {
        if (field.isEmpty() && word.startsWith("s3://")) {
            return uri(ArgumentParser.parse("query", word.replaceFirst("\\?versionId=.*", ""), S3Prefix::parse));
        } else if (field.isEmpty() && word.startsWith("quilt+s3://")) {
            var uri = ArgumentParser.parse("query", word, QuiltUri::parse);
            if (uri.hash() != null || uri.path() != null) {
                throw new Failure.Invalid(
                        "`query` is the URI of a revision or file; send it as uri to package_browse or object_read.");
            }
            bucket = uri.bucket();
            return "ptr_name:" + escaped(uri.name());
        }
        var ending = SUFFIX.matcher(word);
        var end = ending.find() ? ending.start() : word.length();
        var base = word.substring(0, end);
        var path = field.isEmpty() && base.contains("/") && !base.matches(".*[*?\\\\].*");
        var value =
                field.equals("ext") ? extension(base) : path ? "\"" + base.replace("\"", "\\\"") + "\"" : escaped(base);
        return (value.matches("[+-].+") ? "\\" : "") + value + word.substring(end);
    }

    /** Returns the search for an object, or for all below a folder, which narrows the search to its bucket. */
    private String uri(S3Prefix folder) {
        if (out.toString().matches("(?s).*(?:\\bNOT +|[-!])")) {
            throw new Failure.Invalid("`query` excludes a URI; exclude a key instead, as in NOT key:tmp/*.");
        } else if (bucket != null && !bucket.equals(folder.bucket())) {
            throw new Failure.Invalid("`query` has URIs of two buckets; search one bucket after the other.");
        }
        bucket = folder.bucket();
        var key = escaped(folder.prefix()).replace(" ", "\\ ");
        return key.isEmpty() ? "*" : "key:" + key + (key.endsWith("/") ? "*" : "");
    }

    /** Returns an extension as it is indexed: in lower case, with a dot; any of those that commas separate. */
    private static String extension(String text) {
        var extensions = Splitter.on(',').omitEmptyStrings().trimResults().splitToList(text);
        if (text.contains(",") && !extensions.isEmpty()) {
            var all = extensions.stream().map(QueryNormalizer::extension).collect(Collectors.joining(" OR "));
            return extensions.size() == 1 ? all : "(" + all + ")";
        }
        var dotted = text.matches("[.*?].*") ? text : "." + text;
        return escaped(dotted.toLowerCase(Locale.ROOT));
    }

    /** Escapes what Elasticsearch would not read as part of a word; escapes and wildcards stay. */
    static String escaped(String word) {
        return RESERVED.matcher(word)
                .replaceAll(it -> Matcher.quoteReplacement(it.group().length() > 1 ? it.group() : "\\" + it.group()));
    }
}
