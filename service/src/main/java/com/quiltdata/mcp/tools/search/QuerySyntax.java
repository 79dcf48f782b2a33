package com.quiltdata.mcp.tools.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Elasticsearch's query-string syntax: recognizes queries written in it, and escapes plain words for it. */
final class QuerySyntax {
    static final String FIELD =
            "(?:_exists_|content|ext|key|key_text|last_modified|size|version_id|etag|updated|event|delete_marker|s3_tags"
                    + "|(?:ptr|mnfst|entry)_[\\w.\\\\*]+)";

    /** A field, an operator, a phrase, a wildcard, a group, a regular expression, a range, a boost. */
    private static final Pattern SYNTAX =
            Pattern.compile("^(?:quilt\\+)?s3://\\S+$|(?:^|[\\s(+!-])" + FIELD + ":\\s*\\S"
                    + "|(?:^|\\s)(?:AND|OR|NOT)\\s|&&|\\|\\||\"[^\"]+\"|[*?]|\\\\[^\\s\\w]|(?:^|\\s)[+-](?=[\\w(\"])"
                    + "|(?:^|\\s)\\([^()]+\\)|(?:^|\\s)/[^/]+/(?:\\s|$)|[\\w\"](?:~\\d?|\\^\\d)");

    private static final Pattern RESERVED =
            Pattern.compile("[!(){}\\[\\]^\"~*?:\\\\/]|&&|\\|\\||(?:(?<=^)|(?<=\\s))[+-]");
    /** What separates conditions, and what hides a separator. */
    private static final Pattern PARTS = Pattern.compile(
            "\\\\.|\"(?:[^\"\\\\]|\\\\.)*+\"|(?<=[:\\s])/(?:[^/\\\\]|\\\\.)++/|[()]| (?:AND|OR|&&|\\|\\|) ");

    private static final int MAX_CONDITIONS = 6;
    private static final Pattern UNWRITABLE = Pattern.compile("\\s*[<>]+\\s*");

    private QuerySyntax() {}

    /** Whether the text uses the syntax. */
    static boolean in(String text) {
        var question = text.endsWith("?") && text.indexOf('?') == text.length() - 1
                ? text.substring(0, text.length() - 1)
                : text;
        return SYNTAX.matcher(question).find();
    }

    /** Escapes every special character of the syntax. */
    static String escaped(String text) {
        return RESERVED.matcher(UNWRITABLE.matcher(text).replaceAll(" "))
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group().chars().mapToObj(c -> "\\" + (char) c).collect(Collectors.joining())))
                .strip();
    }

    /** Returns whether a condition is one term, phrase, range or group, perhaps negated, and no operator without one. */
    static boolean isOne(String condition) {
        var rest = condition.replaceAll("\\\\.|\"(?:[^\"\\\\]|\\\\.)*+\"|[\\[{][^\\]}]*[\\]}]|^NOT ", "");
        for (var before = ""; !before.equals(rest); ) {
            before = rest;
            rest = rest.replaceAll("\\([^()]*\\)(?!\\()", "");
        }
        return !rest.matches(".*[\\s()].*|AND|OR|NOT|&&|\\|\\|");
    }

    /** Returns the conditions that a query joins by {@code AND}; the last of at most six holds the rest. */
    static List<String> conditions(String text) {
        var conditions = new ArrayList<String>();
        var depth = 0;
        var start = 0;
        for (var part : PARTS.matcher(text).results().toList()) {
            switch (part.group()) {
                case "(" -> depth++;
                case ")" -> depth--;
                case " AND ", " && " -> {
                    if (depth == 0 && conditions.size() < MAX_CONDITIONS - 1) {
                        conditions.add(text.substring(start, part.start()));
                        start = part.end();
                    }
                }
                case " OR ", " || " -> {
                    if (depth == 0) {
                        return List.of(text);
                    }
                }
                default -> {}
            }
        }
        conditions.add(text.substring(start));
        return conditions;
    }
}
