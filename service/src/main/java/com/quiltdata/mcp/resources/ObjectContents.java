package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.ObjectInfo;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.resources.Template.Found;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Objects read whole: as text where they are UTF-8, else as bytes. One above the cap is refused, never cut. */
record ObjectContents(ObjectReader objects, int maxBytes) {
    /** The object under the name of its last path segment in {@code path}, which also tells the type S3 does not. */
    Found read(Caller caller, ObjectLocation location, String path) {
        var content = objects.read(caller, location, 0, maxBytes);
        if (content.truncated()) {
            throw new Failure.TooLarge(
                    "%s has %,d bytes, more than the %,d that this server reads as a resource; read it in pieces with bucket_object_text and its `offset`, or get a download link with bucket_object_link."
                            .formatted(S3Uri.print(location), content.info().size(), maxBytes));
        }
        var text = encoded(content.info()) ? Optional.<String>empty() : utf8(content.bytes());
        return new Found(
                path.substring(path.lastIndexOf('/', path.length() - 2) + 1),
                encoded(content.info())
                        ? MediaTypes.encoded(content.info().contentEncoding())
                        : MediaTypes.of(content.info().contentType(), path, text.isPresent()),
                text.<Body>map(Body.Text::new).orElseGet(() -> new Body.Blob(content.bytes())));
    }

    /** Whether the bytes are compressed, so that neither the type nor the characters of what is inside describe them. */
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
