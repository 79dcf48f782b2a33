package com.quiltdata.mcp.tools.packages.importing;

import java.util.regex.Pattern;

/** Shell patterns for whole keys, as in the replaced server: an asterisk also matches slashes. */
final class Glob {
    private Glob() {}

    /** Compiles {@code *}, {@code ?}, {@code [abc]} and {@code [!abc]}; other characters match themselves. */
    static Pattern of(String glob) {
        var regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            var c = glob.charAt(i);
            var close = c == '['
                    ? glob.indexOf(']', Math.min(glob.length(), i + (glob.startsWith("!", i + 1) ? 3 : 2)))
                    : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                regex.append(characterClass(glob.substring(i + 1, close)));
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String characterClass(String characters) {
        var negated = characters.startsWith("!");
        var body = (negated ? characters.substring(1) : characters).replaceAll("([\\\\\\[\\]^&~])", "\\\\$1");
        return "[" + (negated ? "^" : "") + body + "]";
    }
}
