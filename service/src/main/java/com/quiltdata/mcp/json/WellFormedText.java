package com.quiltdata.mcp.json;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Check for characters that no text may contain: NUL, and unpaired surrogates, which have no UTF-8 form. */
public final class WellFormedText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int SHOWN = 40;

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

    /**
     * Returns the index of the first such character at or after this index, which must not be inside a pair; -1 if
     * there is none.
     */
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
        var found = find(tree);
        return found == null ? null : found.words();
    }

    /** Position of a bad string or, with {@code name}, of a bad property name in an object. */
    private record BadTextPosition(String path, boolean name) {
        BadTextPosition below(String piece) {
            return new BadTextPosition(piece + path, name);
        }

        String words() {
            var plain = path.startsWith(".") ? path.substring(1) : path;
            return name ? "a property name" + (plain.isEmpty() ? "" : " in `" + plain + "`") : "`" + plain + "`";
        }
    }

    private static @Nullable BadTextPosition find(JsonNode node) {
        if (node.isTextual()) {
            return bad(node.textValue(), 0) < 0 ? null : new BadTextPosition("", false);
        } else if (node.isObject()) {
            return member(node);
        }
        var index = 0;
        for (var item : node) {
            var found = find(item);
            if (found != null) {
                return found.below("[" + index + "]");
            }
            index++;
        }
        return null;
    }

    private static @Nullable BadTextPosition member(JsonNode object) {
        for (var member : object.properties()) {
            if (bad(member.getKey(), 0) >= 0) {
                return new BadTextPosition("", true);
            }
            var found = find(member.getValue());
            if (found != null) {
                return found.below("." + shown(member.getKey()));
            }
        }
        return null;
    }

    /** Returns the name, shortened for a sentence without splitting a surrogate pair. */
    public static String shown(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN) + "…";
    }
}
