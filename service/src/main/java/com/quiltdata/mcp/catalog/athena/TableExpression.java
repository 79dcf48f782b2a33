package com.quiltdata.mcp.catalog.athena;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A pattern of table names, where {@code *} matches any text. */
final class TableExpression {
    /** Maximum number of {@code *} in an expression, which has an alternative for each subset of them. */
    private static final int MAX_STARS = 3;

    private final String text;
    private final Pattern pattern;

    TableExpression(String text) {
        this.text = text;
        this.pattern = Pattern.compile(
                Splitter.on('*').splitToStream(text).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** Returns whether the whole name matches; case does not count. */
    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }

    /**
     * Returns an expression with which Glue and Athena find at least all matching names; null for none.
     *
     * <p>AWS calls it a regular expression, but Glue reads some as Hive's patterns, where {@code *} is a wildcard and
     * {@code .*} demands one character. So each {@code *} is once {@code .*} and once nothing, and what is neither
     * letter, digit nor underscore is any one character.
     */
    @Nullable
    String expression(int maxLength) {
        var literals =
                Splitter.on('*').splitToList(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_*]", "."));
        if (literals.size() - 1 > MAX_STARS) {
            return null;
        }
        var alternatives = List.of(literals.getFirst());
        for (var literal : literals.subList(1, literals.size())) {
            alternatives = alternatives.stream()
                    .flatMap(start -> List.of(start + literal, start + ".*" + literal).stream())
                    .toList();
        }
        var expression =
                alternatives.stream().filter(it -> !it.isEmpty()).distinct().collect(Collectors.joining("|"));
        return expression.length() > maxLength ? null : expression;
    }
}
