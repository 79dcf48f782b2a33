package com.quiltdata.mcp.tool;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * Counts tokens as a model does, in cl100k_base: of the public vocabularies the one that counts more for what is not
 * English. Text is counted in short pieces, which bounds the work on endless words and adds a token a piece at most.
 */
public final class Tokens {
    private static final int PIECE = 2048;
    private static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

    private Tokens() {}

    /** How many tokens the text has. */
    public static int count(String text) {
        return count(text, Integer.MAX_VALUE);
    }

    /** Whether the text has at most so many tokens; counts only when its bytes, of which a token has one or more, leave it open. */
    static boolean within(String text, int most) {
        return bytes(text, most) <= most || count(text, most) <= most;
    }

    /** The count, or any number above {@code most} as soon as it is passed. */
    private static int count(String text, int most) {
        var count = 0;
        for (int from = 0; from < text.length() && count <= most; ) {
            var to = Math.min(text.length(), from + PIECE);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            count += ENCODING.countTokensOrdinary(text.substring(from, to));
            from = to;
        }
        return count;
    }

    private static int bytes(String text, int most) {
        var bytes = text.length();
        for (int i = 0; i < text.length() && bytes <= most; i++) {
            var c = text.charAt(i);
            bytes += c < 0x80 ? 0 : c < 0x800 ? 1 : 2;
        }
        return bytes;
    }
}
