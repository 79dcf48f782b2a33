package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.MediaTypeDetector;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.RequestedObject;
import com.quiltdata.mcp.resources.ResourceTemplate.TemplateMatch;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
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
    private static final Set<String> UNCOMPRESSED = Set.of("", "identity", "aws-chunked");

    /** Reads the object at an {@code s3://} URI or an https address of S3; empty for any other URI. */
    Optional<TemplateMatch> read(String uri, Call call) {
        if (!uri.startsWith("s3:")
                && ArgumentParser.parse("uri", uri, S3Uri::findPasted).isEmpty()) {
            return Optional.empty();
        }
        var requested = ArgumentParser.parse("uri", uri, RequestedObject::parse);
        return Optional.of(
                requested.read(objects, call.caller(), location -> read(call.caller(), location, location.key())));
    }

    /** Reads an object, named by the last segment of {@code path}, whose extension gives the type if S3 has none. */
    TemplateMatch read(Caller caller, ObjectLocation location, String path) {
        var content = objects.read(caller, location, 0, maxBytes);
        if (content.truncated()) {
            throw new Failure.TooLarge(
                    "%s has %,d bytes; the maximum for a resource is %,d. Read it in parts with object_read and its `offset`, or get a download link with bucket_object_link."
                            .formatted(S3Uri.print(location), content.info().size(), maxBytes));
        }
        var compression = compression(content.info());
        var text = compression.isEmpty() ? utf8(content.bytes()) : Optional.<String>empty();
        return new TemplateMatch(
                path.substring(path.lastIndexOf('/', path.length() - 2) + 1),
                switch (compression) {
                    case "" -> mediaType(content.info(), path, text.isPresent());
                    case "gzip" -> "application/gzip";
                    default -> BYTES;
                },
                text.<Body>map(Body.Text::new).orElseGet(() -> new Body.Blob(content.bytes())));
    }

    private static String mediaType(ObjectInfo info, String path, boolean text) {
        var stored = Objects.requireNonNullElse(info.contentType(), "").strip();
        return GENERIC_TYPES.contains(stored.toLowerCase(Locale.ROOT))
                ? Objects.requireNonNullElse(MediaTypeDetector.of(path), text ? "text/plain" : BYTES)
                : stored;
    }

    /** Returns the encoding of compressed bytes, which type and charset do not describe; empty for other bytes. */
    private static String compression(ObjectInfo info) {
        var encoding =
                Objects.requireNonNullElse(info.contentEncoding(), "").strip().toLowerCase(Locale.ROOT);
        return UNCOMPRESSED.contains(encoding) ? "" : encoding;
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
