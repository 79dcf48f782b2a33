package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.catalog.ObjectLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.ParseContext;
import org.jspecify.annotations.Nullable;

/** Detects an object's media type from the last part of its key and from its first bytes. */
public final class MediaTypeDetector {
    /** Loaded when the first object is put. */
    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

    /** The registered names (RFC 9512 for YAML) of types for which the library has private ones. */
    private static final Map<String, String> REGISTERED =
            Map.of("application/x-parquet", "application/vnd.apache.parquet", "text/x-yaml", "application/yaml");

    private MediaTypeDetector() {}

    /** Returns the media type of this content under this key; {@code application/octet-stream} when undetected. */
    public static String of(String key, byte[] content) {
        try (var in = TikaInputStream.get(content)) {
            return detect(in, key);
        } catch (IOException e) {
            throw new UncheckedIOException("reading bytes in memory cannot fail", e);
        }
    }

    /** Returns the media type that the key alone implies, or null when it implies none. */
    public static @Nullable String of(String key) {
        if (key.endsWith(".ipynb")) {
            return "application/x-ipynb+json"; // the library does not know Jupyter's notebooks
        }
        try {
            var type = detect(null, key);
            return type.equals(MediaType.OCTET_STREAM.toString()) ? null : type;
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is read", e);
        }
    }

    private static String detect(@Nullable TikaInputStream in, String key) throws IOException {
        var metadata = new Metadata();
        // The library would treat the text after these as a query or a fragment, or decode it.
        var name = ObjectLocation.fileName(key).replaceAll("[?#%]", "_");
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        var type = TYPES.detect(in, metadata, new ParseContext()).toString();
        return REGISTERED.getOrDefault(type, type);
    }
}
