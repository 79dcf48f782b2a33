package com.quiltdata.mcp.catalog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of RFC 3986 over UTF-8: one pass each way, nothing normalised. */
final class PercentEncoding {
    private static final String UNRESERVED = "-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /** Encodes every character except the unreserved ones and those of {@code kept}, which are ASCII. */
    static String encode(String text, String kept) {
        var encoded = new StringBuilder(text.length() + 16);
        for (byte b : bytes(text)) {
            char c = (char) (b & 0xFF);
            if (isAlphanumeric(c) || UNRESERVED.indexOf(c) >= 0 || kept.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    /**
     * Decodes once; unencoded characters, also outside ASCII, are kept.
     *
     * @throws IllegalArgumentException when a percent sign is not followed by two hexadecimal digits, or the bytes are
     *     not UTF-8
     */
    static String decode(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '%') {
                bytes.write(octet(text, i));
                i += 3;
            } else {
                var character = Character.toString(text.codePointAt(i));
                bytes.writeBytes(bytes(character));
                i += character.length();
            }
        }
        return utf8(ByteBuffer.wrap(bytes.toByteArray()));
    }

    private static int octet(String text, int at) {
        var isOctet = at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
        if (!isOctet) {
            throw new IllegalArgumentException(
                    "a \"%\" without two hexadecimal digits after it; write a percent sign as %25.");
        }
        return HexFormat.fromHexDigits(text, at + 1, at + 3);
    }

    private static byte[] bytes(String text) {
        try {
            var buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("an unpaired surrogate; send well-formed Unicode.", e);
        }
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("percent-encoded bytes that are not UTF-8; encode UTF-8.", e);
        }
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
