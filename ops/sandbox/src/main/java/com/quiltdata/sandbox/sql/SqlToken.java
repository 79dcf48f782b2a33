package com.quiltdata.sandbox.sql;

import java.util.Locale;

/** A word, quoted name, string, number or symbol of a statement, with its place. */
record SqlToken(TokenType type, String text, int start, int end) {
    enum TokenType {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        SYMBOL
    }

    boolean is(String word) {
        return type != TokenType.QUOTED && type != TokenType.STRING && text.equalsIgnoreCase(word);
    }

    boolean isName() {
        return type == TokenType.WORD || type == TokenType.QUOTED;
    }

    /** Returns the content of a quoted name or string, and otherwise the text. */
    String value() {
        if (type != TokenType.QUOTED && type != TokenType.STRING) {
            return text;
        }
        String quote = text.substring(0, 1);
        return text.substring(1, text.length() - 1).replace(quote + quote, quote);
    }

    /** Returns the name in lower case, as Athena compares it. */
    String name() {
        return value().toLowerCase(Locale.ROOT);
    }
}
