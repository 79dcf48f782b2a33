package com.quiltdata.mcp.tool;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * Counts tokens in cl100k_base, the public vocabulary that gives the higher counts for text other than English. Text is
 * counted in pieces of 2,048 characters, which bounds the work on long words and adds at most one token per piece.
 */
public final class TokenCounter {
    private static final int PIECE = 2048;

    private TokenCounter() {}

    /** The vocabulary: 15 MB, loaded for the first result that is so large that its tokens must be counted. */
    private static final class Vocabulary {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

        private Vocabulary() {}
    }

    /** Returns the number of tokens of a text. */
    public static int count(String text) {
        return count(text, Integer.MAX_VALUE);
    }

    /** Returns whether a text has at most {@code limit} tokens; counts only if it has more bytes than that. */
    static boolean within(String text, int limit) {
        return bytes(text, limit) <= limit || count(text, limit) <= limit;
    }

    /** Returns the number of tokens; stops at any number above {@code limit}. */
    static int count(String text, int limit) {
        var count = 0;
        for (int from = 0; from < text.length() && count <= limit; ) {
            var to = Math.min(text.length(), from + PIECE);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            count += Vocabulary.ENCODING.countTokensOrdinary(text.substring(from, to));
            from = to;
        }
        return count;
    }

    private static int bytes(String text, int limit) {
        var bytes = text.length();
        for (int i = 0; i < text.length() && bytes <= limit; i++) {
            var c = text.charAt(i);
            bytes += c < 0x80 ? 0 : c < 0x800 ? 1 : 2;
        }
        return bytes;
    }
}
