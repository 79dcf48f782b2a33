package com.quiltdata.mcp.context;

import java.util.regex.Pattern;

/** The forms of tokens, by which they are recognized where somebody sends one in place of a name. */
public final class TokenForms {
    /**
     * An API key, or a session token or access token with what is directly before it. Only the start of a word can match,
     * and no quantifier gives back: the time is proportional to the length of any text.
     */
    private static final Pattern TOKEN =
            Pattern.compile("\\bqk_[\\w-]{8,}+|(?<![\\w-])(?:(?!\\beyJ)[\\w-])*+eyJ[\\w-]++(?:\\.[\\w-]++){2,}+");

    private TokenForms() {}

    /** Returns the text with everything that has the form of a token replaced by asterisks. */
    public static String redact(CharSequence text) {
        return TOKEN.matcher(text).replaceAll("***");
    }
}
