package com.quiltdata.mcp.tools.packages.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shell patterns for whole keys, as in the replaced server: an asterisk also matches slashes. */
final class Glob {
    private Glob() {}

    /** Compiles {@code *}, {@code ?}, {@code [abc]} and {@code [!abc]}; other characters match themselves. */
    static Pattern of(String glob) {
        var parts = new ArrayList<>(List.of(new StringBuilder()));
        for (int i = 0; i < glob.length(); i++) {
            var c = glob.charAt(i);
            var close = c == '['
                    ? glob.indexOf(']', Math.min(glob.length(), i + (glob.startsWith("!", i + 1) ? 3 : 2)))
                    : -1;
            var regex = parts.getLast();
            if (c == '*') {
                parts.add(new StringBuilder());
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                regex.append(characterClass(glob.substring(i + 1, close)));
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(joined(parts), Pattern.DOTALL);
    }

    /** Joins the parts between asterisks. A part that has matched is never tried elsewhere, which would take long. */
    private static String joined(List<StringBuilder> parts) {
        var last = parts.size() - 1;
        if (last == 0) {
            return parts.getFirst().toString();
        }
        return parts.getFirst()
                + parts.subList(1, last).stream().map("(?>.*?%s)"::formatted).collect(Collectors.joining())
                + ".*"
                + parts.getLast();
    }

    private static String characterClass(String characters) {
        var negated = characters.startsWith("!");
        var body = (negated ? characters.substring(1) : characters).replaceAll("([\\\\\\[\\]^&~])", "\\\\$1");
        return "[" + (negated ? "^" : "") + body + "]";
    }
}
