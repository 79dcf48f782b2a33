package com.quiltdata.mcp.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Check for characters that no text may contain: NUL, and unpaired surrogates, which have no UTF-8 form. */
public final class WellFormedText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int SHOWN = 40;

    /** Last part of the path to a bad property name, which itself is not shown. */
    private static final String PROPERTY_NAME = "";

    private WellFormedText() {}

    /** Returns the text with U+FFFD in place of each such character; the same object if there are none. */
    public static String wellFormed(String text) {
        var bad = bad(text, 0);
        if (bad < 0) {
            return text;
        }
        var chars = text.toCharArray();
        for (; bad >= 0; bad = bad(text, bad + 1)) {
            chars[bad] = REPLACEMENT;
        }
        return new String(chars);
    }

    /** Returns the index of the first such character from this one on, which is not inside a pair; or -1. */
    private static int bad(String text, int from) {
        var length = text.length();
        for (int i = from; i < length; i++) {
            var c = text.charAt(i);
            if (c == 0) {
                return i;
            } else if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /**
     * Returns the first string or property name in a tree that contains such a character, worded for a sentence: {@code
     * `a.b[0]`}, or {@code a property name in `a`}. Null if there is none.
     */
    public static @Nullable String firstBad(JsonNode tree) {
        var path = new ArrayDeque<String>();
        if (!find(tree, path)) {
            return null;
        }
        var joined = String.join("", path);
        var place = joined.startsWith(".") ? joined.substring(1) : joined;
        if (!PROPERTY_NAME.equals(path.peekLast())) {
            return "`" + place + "`";
        }
        return "a property name" + (place.isEmpty() ? "" : " in `" + place + "`");
    }

    /** Returns whether a tree contains such a character, and adds the path to it. */
    private static boolean find(JsonNode node, Deque<String> path) {
        if (node.isTextual()) {
            return bad(node.textValue(), 0) >= 0;
        }
        for (var member : node.properties()) {
            if (bad(member.getKey(), 0) >= 0) {
                return path.add(PROPERTY_NAME);
            } else if (find(member.getValue(), path)) {
                path.addFirst("." + shown(member.getKey()));
                return true;
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            if (find(node.get(i), path)) {
                path.addFirst("[" + i + "]");
                return true;
            }
        }
        return false;
    }

    /** Returns the text, shortened for a sentence and without characters that would break a line. */
    public static String shown(String text) {
        return shortened(wellFormed(text), SHOWN).replaceAll("\\p{Cc}", "?");
    }

    /** Returns the text, cut to a maximum number of characters (code points) and then with an ellipsis. */
    public static String shortened(String text, int max) {
        return text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max)) + "…";
    }
}
