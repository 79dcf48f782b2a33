package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.MediaTypeDetector;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.resources.ResourceTemplate.TemplateMatch;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads whole objects, as text if they are UTF-8, or else as bytes. Refuses an object larger than the maximum. */
record ObjectBodyReader(ObjectReader objects, int maxBytes) {
    private static final String BYTES = "application/octet-stream";
    private static final Set<String> GENERIC_TYPES = Set.of("", BYTES, "binary/octet-stream");

    /** Reads an object, named by the last segment of {@code path}, whose extension gives the type if S3 has none. */
    TemplateMatch read(Caller caller, ObjectLocation location, String path) {
        var content = objects.read(caller, location, 0, maxBytes);
        if (content.truncated()) {
            throw new Failure.TooLarge(
                    "%s has %,d bytes; the maximum for a resource is %,d. Read it in parts with bucket_object_text and its `offset`, or get a download link with bucket_object_link."
                            .formatted(S3Uri.print(location), content.info().size(), maxBytes));
        }
        var text = encoded(content.info()) ? Optional.<String>empty() : utf8(content.bytes());
        return new TemplateMatch(
                path.substring(path.lastIndexOf('/', path.length() - 2) + 1),
                mediaType(content.info(), path, text.isPresent()),
                text.<Body>map(Body.Text::new).orElseGet(() -> new Body.Blob(content.bytes())));
    }

    private static String mediaType(ObjectInfo info, String path, boolean text) {
        if (encoded(info)) {
            return "gzip"
                            .equalsIgnoreCase(Objects.requireNonNull(info.contentEncoding())
                                    .strip())
                    ? "application/gzip"
                    : BYTES;
        }
        var stored = info.contentType() == null ? "" : info.contentType().strip();
        return GENERIC_TYPES.contains(stored.toLowerCase(Locale.ROOT))
                ? Objects.requireNonNullElse(MediaTypeDetector.of(path), text ? "text/plain" : BYTES)
                : stored;
    }

    /** Returns whether the bytes are compressed, so that neither the object's type nor its charset describes them. */
    private static boolean encoded(ObjectInfo info) {
        var encoding = info.contentEncoding();
        if (encoding == null) {
            return false;
        }
        var name = encoding.strip().toLowerCase(Locale.ROOT);
        return !name.isEmpty() && !name.equals("identity") && !name.equals("aws-chunked");
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
