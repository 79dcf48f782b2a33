package com.quiltdata.mcp.catalog.workflows;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression from a bucket, evaluated within a bound. Its author may have made it arbitrarily slow, so it may
 * read only a limited number of characters; a linear-time engine lacks the look-ahead that such expressions use.
 */
record BoundedPattern(@Nullable Pattern pattern) {
    private static final int MAX_LENGTH = 4000;
    private static final int MAX_STEPS = 2_000_000;

    /** Thrown when it cannot be determined whether a text matches. */
    static final class UndecidedMatchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UndecidedMatchException(@Nullable Throwable cause) {
            super("the regular expression is too slow, or not supported by Java", cause);
        }
    }

    static BoundedPattern compile(String regex) {
        if (regex.length() > MAX_LENGTH) { // compiling takes the square of it
            return new BoundedPattern(null);
        }
        try {
            return new BoundedPattern(Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS));
        } catch (PatternSyntaxException | StackOverflowError e) {
            return new BoundedPattern(null);
        }
    }

    /** Returns whether it matches anywhere; {@link UndecidedMatchException} at the bound or on an interrupt. */
    boolean find(String text) {
        if (pattern == null) {
            throw new UndecidedMatchException(null);
        }
        try {
            return pattern.matcher(new CountingText(text, new int[1])).find();
        } catch (StackOverflowError e) {
            throw new UndecidedMatchException(e);
        }
    }

    /** A text that counts its reads; {@code steps} is shared with its subsequences. */
    private record CountingText(
            CharSequence text,
            @SuppressWarnings("ArrayRecordComponent") int[] steps) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps[0] > MAX_STEPS || Thread.currentThread().isInterrupted()) {
                throw new UndecidedMatchException(null);
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountingText(text.subSequence(start, end), steps);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
