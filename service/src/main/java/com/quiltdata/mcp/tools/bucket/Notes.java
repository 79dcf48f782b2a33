package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.ObjectContent;
import com.quiltdata.mcp.catalog.ObjectInfo;
import com.quiltdata.mcp.catalog.S3Uri;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sentences that several tools say about an object. */
final class Notes {
    private Notes() {}

    /** The sentences that there are; null when there are none. */
    static @Nullable String join(@Nullable String... sentences) {
        var note = Arrays.stream(sentences).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return note.isEmpty() ? null : note;
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
