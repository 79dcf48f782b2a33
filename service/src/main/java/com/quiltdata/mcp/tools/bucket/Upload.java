package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.PutItem;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Charsets;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Failure;
import jakarta.validation.constraints.Size;
import java.net.URLConnection;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One object to put, as it is asked for. */
record Upload(
        @Doc("The true key, not encoded; 1 to 1024 bytes of UTF-8") @Size(min = 1, max = Upload.LONGEST_KEY)
        String key,

        @Doc("The content as text; give either this or data") @Nullable
        String text,

        @Doc("The content as base64; give either this or text") @Nullable
        String data,

        @Doc("Media type; told from the key's extension when absent") @Nullable
        String contentType,

        @Doc("Character encoding in which text is stored") @Default("\"utf-8\"")
        String encoding,

        @Doc("User metadata: names and values of ASCII text") @Nullable
        Map<String, Object> metadata) {
    static final int LONGEST_KEY = 1024;
    private static final Pattern METADATA_NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern METADATA_VALUE = Pattern.compile("[ -~]*");

    /** The item in the port's words, all of it checked; {@code at} is where it stands, for the sentence about it. */
    PutItem item(String at) {
        var checkedKey = Argument.parse(at + ".key", key, Upload::key);
        return new PutItem(checkedKey, content(at), contentType(at, checkedKey), metadata(at));
    }

    private byte[] content(String at) {
        if (text != null && data == null) {
            var charset = Argument.parse(at + ".encoding", encoding, Charsets::of);
            return Argument.parse(at + ".text", text, it -> encode(it, charset));
        } else if (data != null && text == null) {
            return Argument.parse(
                    at + ".data", data, it -> Base64.getDecoder().decode(it), "it is not base64; send text as `text`.");
        }
        throw new Failure.Invalid(
                "`%s` has %s of text and data; give exactly one.".formatted(at, text == null ? "neither" : "both"));
    }

    private @Nullable String contentType(String at, String key) {
        return contentType == null || contentType.isBlank()
                ? URLConnection.guessContentTypeFromName(key.replace('#', '_'))
                : Argument.parse(at + ".content_type", contentType, Names::printable);
    }

    private Map<String, String> metadata(String at) {
        var checked = new TreeMap<String, String>();
        if (metadata != null) {
            metadata.forEach((name, value) -> {
                var text = String.valueOf(value);
                if (!METADATA_NAME.matcher(name).matches()
                        || !METADATA_VALUE.matcher(text).matches()) {
                    throw new Failure.Invalid(
                            "`%s.metadata`: S3 keeps names of letters, digits, \".\", \"_\" and \"-\", ".formatted(at)
                                    + "and values of printable ASCII; send such.");
                }
                checked.put(name, text);
            });
        }
        return checked;
    }

    private static String key(String key) {
        var bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > LONGEST_KEY) {
            throw new IllegalArgumentException("a key has 1 to 1024 bytes, this one %,d.".formatted(bytes));
        }
        return Names.printable(key);
    }

    private static byte[] encode(String text, Charset charset) {
        if (!charset.canEncode() || !charset.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "it holds a character that %s cannot express; use utf-8.".formatted(charset.name()));
        }
        return text.getBytes(charset);
    }
}
