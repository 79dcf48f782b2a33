package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.ObjectContent;
import com.quiltdata.mcp.catalog.ObjectInfo;
import com.quiltdata.mcp.catalog.S3Uri;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sentences that several tools say about an object. */
final class Notes {
    /** Of a link that does not last as asked. */
    static final String SOONER =
            "The link ends sooner than asked, with the credentials that signed it; ask again for a new one.";

    private Notes() {}

    /** The sentences that there are; null when there are none. */
    static @Nullable String join(@Nullable String... sentences) {
        var note = Arrays.stream(sentences).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return note.isEmpty() ? null : note;
    }

    /** For how many seconds, of those {@code asked} for, a link lasts. */
    static int seconds(Instant now, Instant end, int asked) {
        return Math.clamp(Duration.between(now, end).plusMillis(999).toSeconds(), 0, asked);
    }

    /** How to read on after the first {@code taken} bytes of what was read; null at the end of the object. */
    static @Nullable String goOn(ObjectContent content, int taken) {
        var next = content.offset() + taken;
        if (next >= content.info().size()) {
            return null;
        } else if (taken == 0) {
            return "max_bytes is less than one character; ask for at least 8.";
        }
        return "Cut short at byte %,d of %,d; to go on call again with s3_uri=%s and offset=%d."
                .formatted(
                        next, content.info().size(), S3Uri.print(content.info().location()), next);
    }

    /** A warning when the stored bytes are not the content itself. */
    static @Nullable String encoded(ObjectInfo info) {
        var encoding = info.contentEncoding();
        return encoding == null
                        || encoding.isBlank()
                        || encoding.startsWith("identity")
                        || encoding.startsWith("aws-chunked")
                ? null
                : "The object is stored with Content-Encoding %s, and these are the bytes as stored."
                        .formatted(encoding);
    }
}
