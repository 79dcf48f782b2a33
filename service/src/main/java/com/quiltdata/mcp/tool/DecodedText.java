package com.quiltdata.mcp.tool;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * A text decoded from bytes.
 *
 * @param bytes number of bytes decoded; less than the input when it ends within a character
 * @param replaced number of malformed sequences replaced by U+FFFD
 */
public record DecodedText(String text, int bytes, int replaced) {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int FEW = 8;
    private static final String TEXT_CONTROLS = "\t\n\r\f\b\u001b";

    /**
     * Decodes bytes.
     *
     * @param truncated whether more bytes follow, so that an incomplete character at the end is not decoded
     */
    public static DecodedText of(byte[] bytes, Charset charset, boolean truncated) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate((int) Math.ceil((bytes.length + 1) * Math.max(1.0, decoder.maxCharsPerByte())));
        var replaced = 0;
        for (CoderResult result = decoder.decode(in, out, !truncated); result.isError(); ) {
            in.position(in.position() + result.length());
            out.put(REPLACEMENT);
            replaced++;
            result = decoder.decode(in, out, !truncated);
        }
        if (!truncated) {
            decoder.flush(out);
        }
        return new DecodedText(out.flip().toString(), in.position(), replaced);
    }

    /** Returns whether this is probably not text: it contains NUL, or more than a tenth of it was replaced. */
    public boolean looksBinary() {
        return text.indexOf('\0') >= 0 || (replaced > FEW && replaced * 10L > text.length());
    }

    /** Returns whether more than a tenth of this are characters that no text has. */
    public boolean isNoise() {
        return text.chars().filter(DecodedText::isNoise).count() * 10 > text.length();
    }

    private static boolean isNoise(int character) {
        return character == REPLACEMENT
                || (Character.isISOControl(character) && TEXT_CONTROLS.indexOf(character) < 0)
                || !Character.isDefined(character);
    }
}
