package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Charsets;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.KeepBlank;
import jakarta.validation.constraints.Size;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One item of a bucket_objects_put call: an object to write. */
record ObjectPutInput(
        @Doc("Object key, not percent-encoded; at most 1024 bytes") @Size(min = 1, max = ObjectPutInput.MAX_KEY_BYTES)
        String key,

        @Doc("Content as text; send either text or data") @Nullable @KeepBlank
        String text,

        @Doc("Content as base64, instead of text") @Nullable @KeepBlank
        String data,

        @Doc("Media type, e.g. text/csv. Default: guessed") @Nullable
        String contentType,

        @Doc("Character encoding in which to store text") @Default("\"utf-8\"")
        String encoding,

        @Doc("User metadata: names and values in ASCII") @Nullable @KeepBlank
        Map<String, Object> metadata) {
    static final int MAX_KEY_BYTES = 1024;
    private static final int MAX_BYTES = 16 << 20;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(;[ -~]*)?");
    private static final Pattern URI = Pattern.compile(
            "(?i)s3[an]?://|quilt\\+s3:|arn:aws[a-z-]*:s3:|https?://[^/]*\\bs3[.-][^/]*\\bamazonaws\\.com"
                    + "|https?://[^/]+/b/[^/?#]+(?:[/?#]|$)");
    private static final Pattern METADATA_NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern METADATA_VALUE = Pattern.compile("[ -~]*");

    /** Checks the item and converts it for the port; {@code at} is its path in the arguments, for error messages. */
    PutItem item(String at, boolean overwrite) {
        var checkedKey = ArgumentParser.parse(at + ".key", key, ObjectPutInput::key);
        var content = checkedSize(at, content(at));
        return new PutItem(checkedKey, content, mediaType(at + ".content_type", contentType), metadata(at), overwrite);
    }

    private byte[] content(String at) {
        if (text != null && (data == null || data.isEmpty())) {
            var charset = ArgumentParser.parse(at + ".encoding", encoding, Charsets::of);
            return encode(at + ".text", text, charset);
        } else if (data != null && (text == null || text.isEmpty())) {
            return decode(at + ".data", data, "must be base64; send text as `text`.");
        }
        throw new Failure.Invalid(
                "`%s` has %s of `text` and `data`; send exactly one.".formatted(at, text == null ? "neither" : "both"));
    }

    private Map<String, String> metadata(String at) {
        var checked = new TreeMap<String, String>();
        if (metadata != null) {
            metadata.forEach((name, value) -> {
                if (value == null) {
                    return;
                } else if (value instanceof Map || value instanceof List) {
                    throw new Failure.Invalid(
                            "`%s.metadata`: values must be strings, numbers or booleans; S3 stores no objects or arrays. Nothing was written."
                                    .formatted(at));
                }
                var text = String.valueOf(value);
                if (!METADATA_NAME.matcher(name).matches()
                        || !METADATA_VALUE.matcher(text).matches()) {
                    throw new Failure.Invalid(
                            "`%s.metadata`: names may contain letters, digits, \".\", \"_\" and \"-\"; ".formatted(at)
                                    + "values must be printable ASCII. Nothing was written.");
                }
                checked.put(name, text);
            });
        }
        return checked;
    }

    /** Returns the media type of an argument, which must be a valid header value; null if it has none. */
    static @Nullable String mediaType(String argument, @Nullable String type) {
        if (type == null || type.isBlank()) {
            return null;
        } else if (!MEDIA_TYPE.matcher(type).matches()) {
            throw new Failure.Invalid(
                    "`%s`: must be a media type such as text/csv; or leave it out.".formatted(argument));
        }
        return type;
    }

    /** Returns the key if S3 accepts it, and it is neither a URI of an object nor the address of a catalog's page. */
    static String key(String key) {
        if (key.length() > MAX_KEY_BYTES) {
            throw new IllegalArgumentException("must have 1 to 1024 bytes of UTF-8; it has more.");
        } else if (URI.matcher(key).lookingAt()) {
            throw new IllegalArgumentException(
                    "must be a key such as \"data/a.csv\", not a URI; send the bucket as `bucket`.");
        }
        var bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_KEY_BYTES) {
            throw new IllegalArgumentException("must have 1 to 1024 bytes of UTF-8; it has %,d.".formatted(bytes));
        }
        return NameSyntax.printable(key);
    }

    /** Returns the content if it is small enough to be written by a call. */
    static byte[] checkedSize(String argument, byte[] content) {
        if (content.length > MAX_BYTES) {
            throw new Failure.Invalid(
                    "`%s` has %,d bytes; the maximum is %,d. Nothing was written. Use bucket_object_upload_link."
                            .formatted(argument, content.length, MAX_BYTES));
        }
        return content;
    }

    static byte[] decode(String argument, String base64, String refusal) {
        return ArgumentParser.parse(argument, base64, it -> Base64.getDecoder().decode(it), refusal);
    }

    static byte[] encode(String argument, String text, Charset charset) {
        if (!charset.canEncode() || !charset.newEncoder().canEncode(text)) {
            throw new Failure.Invalid(
                    "`%s`: contains a character that %s cannot encode; use utf-8.".formatted(argument, charset.name()));
        }
        return text.getBytes(charset);
    }
}
