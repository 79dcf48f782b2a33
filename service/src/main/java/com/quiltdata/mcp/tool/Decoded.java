package com.quiltdata.mcp.tool;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Bytes as text.
 *
 * @param bytes how many bytes the text stands for: fewer than there are when a character is cut in half at the end
 * @param replaced how many pieces stood for no character and became U+FFFD
 */
public record Decoded(String text, int bytes, int replaced) {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int SOME = 8;

    /**
     * Decodes bytes.
     *
     * @param cut whether the bytes go on elsewhere, so that an unfinished character at the end is left for later
     */
    public static Decoded of(byte[] bytes, Charset charset, boolean cut) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate((int) Math.ceil((bytes.length + 1) * Math.max(1.0, decoder.maxCharsPerByte())));
        var replaced = 0;
        for (CoderResult result = decoder.decode(in, out, !cut); result.isError(); ) {
            in.position(in.position() + result.length());
            out.put(REPLACEMENT);
            replaced++;
            result = decoder.decode(in, out, !cut);
        }
        if (!cut) {
            decoder.flush(out);
        }
        return new Decoded(out.flip().toString(), in.position(), replaced);
    }

    /** Whether this is hardly a text: it holds NUL, or more than every tenth character had to be replaced. */
    public boolean looksBinary() {
        return text.indexOf('\0') >= 0 || (replaced > SOME && replaced * 10L > text.length());
    }
}
