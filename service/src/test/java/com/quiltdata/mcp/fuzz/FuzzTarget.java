package com.quiltdata.mcp.fuzz;

import com.google.common.base.Utf8;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.nio.charset.StandardCharsets;

/** A check of one input: throws anything if the code under test does not hold what it promises. */
@FunctionalInterface
public interface FuzzTarget {
    void check(byte[] input) throws Exception;

    /** A check of a text; bytes that are not UTF-8 become unpaired surrogates, which texts in JSON can have. */
    static FuzzTarget ofText(TextTarget target) {
        return input -> target.check(text(input));
    }

    /** A check of one text. */
    @FunctionalInterface
    interface TextTarget {
        void check(String text) throws Exception;
    }

    private static String text(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        return Utf8.isWellFormed(input) ? text : text.replace('\uFFFD', '\uD83D');
    }

    /** Fails with this sentence and the value unless the condition holds. */
    @FormatMethod
    static void require(boolean condition, @FormatString String sentence, Object... values) {
        if (!condition) {
            throw new AssertionError(sentence.formatted(values));
        }
    }
}
