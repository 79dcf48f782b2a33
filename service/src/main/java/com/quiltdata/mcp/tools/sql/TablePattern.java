package com.quiltdata.mcp.tools.sql;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.tool.ArgumentParser;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern of table names, with the wildcards of SQL's LIKE or with {@code *}.
 *
 * @param coarse the pattern for the port, which matches these names and possibly more
 * @param names what the whole name must match
 */
record TablePattern(String coarse, Pattern names) {
    private static final int MAX_LENGTH = 255;

    /** Maximum number of texts between wildcards that a data catalog has to match. */
    private static final int MAX_COARSE = 10;

    /** Parses the pattern: {@code *} and {@code %} are any text; {@code _} is any character if there is no {@code *}. */
    static TablePattern parse(String argument, String text) {
        return ArgumentParser.parse(argument, Ascii.toLowerCase(text.strip()), pattern -> {
            if (pattern.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("must have at most %d characters.".formatted(MAX_LENGTH));
            }
            var like = !NameSyntax.printable(pattern).contains("*");
            var parts = Splitter.on('*')
                    .splitToStream(pattern.replaceAll("[*%]+", "*"))
                    .map(part -> like ? part.replace('_', '?') : part)
                    .toList();
            var coarse = String.join("*", parts).replaceAll("[?*]+", "*");
            return new TablePattern(
                    coarse.split("[*]", -1).length > MAX_COARSE ? "*" : coarse, Pattern.compile(expression(parts)));
        });
    }

    /** Joins the parts between wildcards. A part that has matched is never tried elsewhere, which would take long. */
    private static String expression(List<String> parts) {
        var last = parts.size() - 1;
        if (last == 0) {
            return quoted(parts.getFirst());
        }
        return parts.subList(1, last).stream()
                .map(part -> "(?>.*?%s)".formatted(quoted(part)))
                .collect(Collectors.joining("", quoted(parts.getFirst()), ".*" + quoted(parts.getLast())));
    }

    private static String quoted(String part) {
        return part.chars()
                .mapToObj(c -> c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
    }

    boolean matches(String name) {
        return names.matcher(name).matches();
    }
}
