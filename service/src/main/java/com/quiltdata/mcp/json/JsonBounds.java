package com.quiltdata.mcp.json;

import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * Maximum size of the JSON texts of one source.
 *
 * @param tokens maximum number of tokens: a value or a name counts as one, an array or an object as two
 * @param depth maximum nesting of arrays and objects
 * @param string maximum length of a string value, in characters
 */
record JsonBounds(long tokens, int depth, int string) {
    /** Maximum length of a number, in digits. */
    static final int NUMBER = 1_000;

    /** Maximum length of a property name, in characters. */
    static final int NAME = 10_000;

    StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxTokenCount(tokens)
                .maxNestingDepth(depth)
                .maxStringLength(string)
                .maxNumberLength(NUMBER)
                .maxNameLength(NAME)
                .build();
    }

    /**
     * Returns whether a text has too many tokens, counted by brackets, colons and commas outside of strings. Valid JSON
     * has about one of these per token, and except for the first token never fewer; counting takes a few milliseconds.
     */
    boolean exceededBy(byte[] utf8, int offset, int length) {
        var left = tokens;
        var end = offset + length;
        for (int i = offset; i < end; i++) {
            switch (utf8[i]) {
                case '"' -> i = closingQuote(utf8, i + 1, end);
                case '{', '}', '[', ']', ':', ',' -> {
                    left--;
                    if (left < 0) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private static int closingQuote(byte[] utf8, int from, int end) {
        var i = from;
        while (i < end && utf8[i] != '"') {
            i += utf8[i] == '\\' ? 2 : 1;
        }
        return i;
    }
}
