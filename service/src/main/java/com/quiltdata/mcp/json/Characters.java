package com.quiltdata.mcp.json;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The characters that no text may hold: NUL, and a surrogate without its other half, which has no UTF-8 form. */
public final class Characters {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int SHOWN = 40;

    private Characters() {}

    /** The text with U+FFFD in place of each such character; the same object where there is none. */
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

    /** Where the first such character is, from this index on, which does not divide a pair; -1 where there is none. */
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
     * The first string or property name in a tree that holds such a character, named for a sentence: {@code `a.b[0]`}, or
     * {@code a property name in `a`}. Null where there is none.
     */
    public static @Nullable String firstBad(JsonNode tree) {
        var found = find(tree);
        return found == null ? null : found.words();
    }

    /** Where a string or, with {@code name}, one of the property names of an object is bad; found before it is put in words. */
    private record Place(String path, boolean name) {
        Place below(String piece) {
            return new Place(piece + path, name);
        }

        String words() {
            var plain = path.startsWith(".") ? path.substring(1) : path;
            return name ? "a property name" + (plain.isEmpty() ? "" : " in `" + plain + "`") : "`" + plain + "`";
        }
    }

    private static @Nullable Place find(JsonNode node) {
        if (node.isTextual()) {
            return bad(node.textValue(), 0) < 0 ? null : new Place("", false);
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

    private static @Nullable Place member(JsonNode object) {
        for (var member : object.properties()) {
            if (bad(member.getKey(), 0) >= 0) {
                return new Place("", true);
            }
            var found = find(member.getValue());
            if (found != null) {
                return found.below("." + shown(member.getKey()));
            }
        }
        return null;
    }

    /** A name as far as a sentence carries it; not cut between two halves of a pair. */
    public static String shown(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN) + "…";
    }
}
