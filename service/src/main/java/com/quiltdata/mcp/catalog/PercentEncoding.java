package com.quiltdata.mcp.catalog;

import com.google.common.escape.Escaper;
import com.google.common.net.PercentEscaper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Percent-encoding of RFC 3986 over UTF-8: one pass each way, nothing normalised. */
final class PercentEncoding {
    private static final Pattern OCTETS = Pattern.compile("(?:%[0-9A-Fa-f]{2})+|%");
    private static final Escaper UNRESERVED = new PercentEscaper("-._~", false);
    private static final Escaper PATH = new PercentEscaper("-._~/", false);
    private static final HexFormat HEX = HexFormat.of().withPrefix("%");

    private PercentEncoding() {}

    /** Encodes every character except the unreserved ones. */
    static String encode(String text) {
        return UNRESERVED.escape(wellFormed(text));
    }

    /** Encodes every character except the unreserved ones and slashes. */
    static String encodePath(String text) {
        return PATH.escape(wellFormed(text));
    }

    /**
     * Decodes once; unencoded characters, also outside ASCII, are kept.
     *
     * @throws IllegalArgumentException when a percent sign is not followed by two hexadecimal digits, or the bytes are
     *     not UTF-8
     */
    static String decode(String text) {
        return OCTETS.matcher(wellFormed(text))
                .replaceAll(octets -> Matcher.quoteReplacement(characters(octets.group())));
    }

    private static String characters(String octets) {
        if (octets.equals("%")) {
            throw new IllegalArgumentException(
                    "a \"%\" without two hexadecimal digits after it; write a percent sign as %25.");
        }
        try {
            var bytes = ByteBuffer.wrap(HEX.parseHex(octets));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("percent-encoded bytes that are not UTF-8; encode UTF-8.", e);
        }
    }

    private static String wellFormed(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("an unpaired surrogate; send well-formed Unicode.");
        }
        return text;
    }
}
