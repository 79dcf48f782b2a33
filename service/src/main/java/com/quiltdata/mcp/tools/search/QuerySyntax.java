package com.quiltdata.mcp.tools.search;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Elasticsearch's query-string syntax: recognizes queries written in it, and escapes plain words for it. */
final class QuerySyntax {
    private static final String FIELD =
            "(?:_exists_|content|ext|key|key_text|last_modified|size|version_id|etag|updated|event|delete_marker|s3_tags"
                    + "|(?:ptr|mnfst|entry)_[\\w.\\\\*]+)";

    /** A field, an operator, a phrase, a wildcard, a group, a regular expression, a range, a boost. */
    private static final Pattern SYNTAX = Pattern.compile("(?:^|[\\s(+!-])" + FIELD + ":\\s*\\S"
            + "|(?:^|\\s)(?:AND|OR|NOT)\\s|&&|\\|\\||\"[^\"]+\"|[*?]|\\\\[^\\s\\w]|(?:^|\\s)[+-](?=[\\w(\"])"
            + "|(?:^|\\s)\\([^()]+\\)|(?:^|\\s)/[^/]+/(?:\\s|$)|[\\w\"](?:~\\d?|\\^\\d)");

    private static final Pattern RESERVED =
            Pattern.compile("[!(){}\\[\\]^\"~*?:\\\\/]|&&|\\|\\||(?:(?<=^)|(?<=\\s))[+-]");
    private static final Pattern UNWRITABLE = Pattern.compile("\\s*[<>]+\\s*");

    private QuerySyntax() {}

    /** Whether the text uses the syntax and is well-formed enough to be sent unchanged. */
    static boolean in(String text) {
        var question = text.endsWith("?") && text.indexOf('?') == text.length() - 1
                ? text.substring(0, text.length() - 1)
                : text;
        return SYNTAX.matcher(question).find() && balanced(text);
    }

    /** Escapes every special character of the syntax. */
    static String escaped(String text) {
        return RESERVED.matcher(UNWRITABLE.matcher(text).replaceAll(" "))
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group().chars().mapToObj(c -> "\\" + (char) c).collect(Collectors.joining())))
                .strip();
    }

    private static boolean balanced(String text) {
        var depth = 0;
        var quoted = false;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '"' -> quoted = !quoted;
                case '(' -> depth += quoted ? 0 : 1;
                case ')' -> depth -= quoted ? 0 : 1;
                default -> {}
            }
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0 && !quoted;
    }
}
