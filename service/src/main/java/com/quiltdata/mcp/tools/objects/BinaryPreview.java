package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.tool.DecodedText;

/** The little text that is shown of binary content, which would otherwise fill a result with noise. */
final class BinaryPreview {
    /** Maximum number of bytes shown. */
    static final int MAX_BYTES = 256;

    private static final String TEXT_CONTROLS = "\t\n\r\f\b\u001b";

    private BinaryPreview() {}

    /** Returns whether more than a tenth of a text are characters that no text has. */
    static boolean isNoise(DecodedText decoded) {
        var noise = decoded.text().chars().filter(BinaryPreview::isNoise).count();
        return noise * 10 > decoded.text().length();
    }

    /** Returns the warning for content of which this number of bytes is shown. */
    static String note(int bytes) {
        return "The content is binary, or text in another encoding: only %,d bytes are shown. ".formatted(bytes)
                + "Use bucket_object_fetch for binary content; for text send its `encoding`, such as utf-16.";
    }

    private static boolean isNoise(int character) {
        return character == '\uFFFD'
                || (Character.isISOControl(character) && TEXT_CONTROLS.indexOf(character) < 0)
                || !Character.isDefined(character);
    }
}
