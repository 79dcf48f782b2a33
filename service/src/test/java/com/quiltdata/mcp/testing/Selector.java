package com.quiltdata.mcp.testing;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a PromQL query selects: a metric's name as written, and what it asks of each label.
 *
 * @param labels by name; the alternatives of a regular expression, or the one value
 */
public record Selector(String name, Map<String, List<String>> labels) {
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|!~|!=|=)\"([^\"]*)\"");
    private static final Pattern GROUPED = Pattern.compile("\\b(?:by|on|ignoring) ?\\(([^)]*)\\)");

    /** Those of all queries in a text. */
    public static List<Selector> in(String text) {
        return SELECTOR.matcher(text)
                .results()
                .map(found -> new Selector(found.group(1), labels(found.group(2))))
                .toList();
    }

    /** The labels that queries in a text aggregate by or match on. */
    public static List<String> grouped(String text) {
        return GROUPED.matcher(text)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split("\\s*,\\s*", -1)))
                .toList();
    }

    private static Map<String, List<String>> labels(String matchers) {
        return MATCHER.matcher(matchers)
                .results()
                .collect(Collectors.toUnmodifiableMap(
                        found -> found.group(1),
                        found -> found.group(2).endsWith("~")
                                ? List.of(found.group(3).split("\\|", -1))
                                : List.of(found.group(3))));
    }
}
