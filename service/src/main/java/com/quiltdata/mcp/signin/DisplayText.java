package com.quiltdata.mcp.signin;

import com.google.common.html.HtmlEscapers;

/** Makes texts of strangers fit to be shown to a person who decides by them. */
final class DisplayText {
    /** Maximum length of a shown text, in code points. */
    static final int MAX_LENGTH = 64;

    /** Letters and symbols that are drawn as nothing: Hangul fillers and the empty Braille pattern. */
    private static final String BLANK = "\u115F\u1160\u2800\u3164\uFFA0";

    private DisplayText() {}

    /**
     * Returns the text on one line and at most {@link #MAX_LENGTH} code points long, without characters that have no
     * form or change that of their neighbours: control, format (bidirectional marks, zero-width), combining, private,
     * unassigned and unpaired surrogate ones. May be empty.
     */
    static String clean(String text) {
        var clean = new StringBuilder();
        text.codePoints().map(DisplayText::spaced).filter(DisplayText::isShown).forEach(clean::appendCodePoint);
        var line = clean.toString().strip().replaceAll(" +", " ");
        return line.codePointCount(0, line.length()) <= MAX_LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_LENGTH - 1)).strip() + "…";
    }

    /** Returns the text for an element's content or an attribute's quoted value. */
    static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }

    private static int spaced(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) ? ' ' : codePoint;
    }

    private static boolean isShown(int codePoint) {
        return BLANK.indexOf(codePoint) < 0
                && switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK -> false;
                    default -> true;
                };
    }
}
