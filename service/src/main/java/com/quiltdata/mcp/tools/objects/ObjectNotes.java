package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Note sentences about objects that several tools share. */
final class ObjectNotes {
    private static final int DEFAULT_LIFETIME = 3600;

    /** Maximum number of bytes shown of binary content. */
    static final int MAX_BINARY_BYTES = 256;

    private ObjectNotes() {}

    /** Joins the sentences that are not null; null if there are none. */
    static @Nullable String join(@Nullable String... sentences) {
        var note = Arrays.stream(sentences).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return note.isEmpty() ? null : note;
    }

    /** Returns the actual lifetime of a link in seconds, at most {@code max}. */
    static int seconds(Instant now, Instant end, int max) {
        return Math.clamp(Duration.between(now, end).plusMillis(999).toSeconds(), 0, max);
    }

    /** Returns the warning for a link that expires before the requested lifetime ends; the default is no request. */
    static @Nullable String expiry(int seconds, int requested) {
        return seconds >= requested || requested == DEFAULT_LIFETIME
                ? null
                : "The link expires earlier than requested, with the credentials that signed it; request a new one then.";
    }

    /** Returns how to continue after the first {@code count} bytes of the content; null at the end of the object. */
    static @Nullable String continuation(ObjectContent content, int count) {
        var next = content.offset() + count;
        if (next >= content.info().size()) {
            return null;
        } else if (count == 0) {
            return "max_bytes is smaller than one character; send at least 8.";
        }
        return "Truncated at byte %,d of %,d; to continue, call again with s3_uri=%s and offset=%d."
                .formatted(
                        next, content.info().size(), S3Uri.print(content.info().location()), next);
    }

    static @Nullable String encoded(ObjectInfo info) {
        return !ContentFormat.isEncoded(info)
                ? null
                : "The object has Content-Encoding %s; these are the encoded bytes as stored."
                        .formatted(info.contentEncoding());
    }

    /**
     * Returns the warning for binary content of which this number of bytes is shown, as all would be noise.
     *
     * @param remedy how to get it as base64
     */
    static String binary(int bytes, String remedy) {
        return "The content is binary, or text in another encoding: only %,d bytes are shown. %s for binary content; "
                        .formatted(bytes, remedy)
                + "for text send its `encoding`, such as utf-16.";
    }
}
