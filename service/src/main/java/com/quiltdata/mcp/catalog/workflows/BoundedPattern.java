package com.quiltdata.mcp.catalog.workflows;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression out of a bucket. Whoever writes it may make it as slow as he likes, so that it may read only so many
 * characters of a text; a linear engine would not know the look-ahead that such expressions use.
 */
final class BoundedPattern {
    private static final int MOST_STEPS = 2_000_000;

    private final @Nullable Pattern pattern;

    private BoundedPattern(@Nullable Pattern pattern) {
        this.pattern = pattern;
    }

    /** Whether a text holds it does not come out. */
    static final class Undecided extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undecided() {
            super("the regular expression is too slow, or none that Java knows");
        }
    }

    static BoundedPattern of(String regex) {
        try {
            return new BoundedPattern(Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS));
        } catch (PatternSyntaxException | StackOverflowError e) {
            return new BoundedPattern(null);
        }
    }

    /**
     * Whether it matches anywhere in the text.
     *
     * @throws Undecided when it is not told within the bound, or the thread is interrupted
     */
    boolean found(String text) {
        if (pattern == null) {
            throw new Undecided();
        }
        try {
            return pattern.matcher(new Watched(text, new int[1])).find();
        } catch (StackOverflowError e) {
            throw undecided(e);
        }
    }

    private static Undecided undecided(Throwable cause) {
        var undecided = new Undecided();
        undecided.initCause(cause);
        return undecided;
    }

    /** A text that counts how often it is read; {@code steps} is shared with its parts. */
    private record Watched(
            CharSequence text,
            @SuppressWarnings("ArrayRecordComponent") int[] steps) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps[0] > MOST_STEPS || Thread.currentThread().isInterrupted()) {
                throw new Undecided();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Watched(text.subSequence(start, end), steps);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
