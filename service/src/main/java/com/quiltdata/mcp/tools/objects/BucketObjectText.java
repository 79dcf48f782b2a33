package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Charsets;
import com.quiltdata.mcp.tool.DecodedText;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Reads an object as text. */
final class BucketObjectText implements Tool<BucketObjectText.Input, BucketObjectText.Output> {
    record Input(
            @Doc("S3 URI, e.g. \"s3://bucket/key\"; optional suffix \"?versionId=…\"")
            String s3Uri,

            @Doc("Maximum number of bytes to read") @Default("65536") @Min(1) @Max(10485760)
            int maxBytes,

            @Doc("Character encoding of the object, e.g. \"latin-1\"") @Default("\"utf-8\"")
            String encoding,

            @Doc("Position of the first byte to read; to continue, use the offset in note") @Default("0") @Min(0)
            long offset) {}

    record Output(
            @Doc("Bucket name") String bucket,
            @Doc("Object key, not percent-encoded") String key,
            @Doc("The requested URI") String s3Uri,
            @Doc("Text; no character is split") String text,
            @Doc("Encoding used to decode the text") String encoding,
            @Doc("Position of the first byte of the text") long offset,
            @Doc("Number of object bytes in the text") int bytesRead,

            @Doc("Whether the object has more bytes after these")
            boolean truncated,

            @Doc("Size of the whole object in bytes") long size,
            @Doc("Version that was read") @Nullable String versionId,

            @Doc("Number of byte sequences that are invalid in this encoding and became U+FFFD") @Nullable
            Integer replacedCharacters,

            @Doc("Next step or warning") @Nullable String note,

            @Doc("Authentication method") String authType,
            @Doc("Source of this result") @Hidden ObjectContent content)
            implements Truncatable<Output> {
        static Output of(ObjectLocation requested, String encoding, ObjectContent content) {
            var decoded = DecodedText.of(content.bytes(), Charsets.of(encoding), content.truncated());
            return new Output(
                    requested.bucket(),
                    requested.key(),
                    S3Uri.print(requested),
                    decoded.text(),
                    encoding,
                    content.offset(),
                    decoded.bytes(),
                    content.truncated(),
                    content.info().size(),
                    content.info().location().versionId(),
                    decoded.replaced() == 0 ? null : decoded.replaced(),
                    ObjectNotes.join(
                            binary(decoded),
                            ObjectNotes.encoded(content.info()),
                            ObjectNotes.continuation(content, decoded.bytes())),
                    "jwt",
                    content);
        }

        @Override
        public int parts() {
            return content.bytes().length;
        }

        @Override
        public Output first(int parts) {
            return of(S3Uri.parse(s3Uri), encoding, content.first(parts));
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "bucket_object_text",
            "Read an object as text",
            Effect.READ,
            "Returns the content of an S3 object as text: CSV, JSON, Markdown, logs, code. Reads up to `max_bytes` "
                    + "(default 64 KiB) from `offset`; a truncated result says which offset to continue from. Use bucket_object_fetch for binary content.",
            Input.class,
            Output.class);

    private final ObjectReader objects;

    BucketObjectText(ObjectReader objects) {
        this.objects = objects;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var requested = ArgumentParser.parse("s3_uri", in.s3Uri(), S3Uri::parse);
        ArgumentParser.parse("encoding", in.encoding(), Charsets::of);
        return Output.of(requested, in.encoding(), objects.read(call.caller(), requested, in.offset(), in.maxBytes()));
    }

    private static @Nullable String binary(DecodedText decoded) {
        if (decoded.looksBinary()) {
            return "The content looks binary, not text; use bucket_object_fetch.";
        }
        return decoded.replaced() == 0
                ? null
                : "Some bytes are invalid in this encoding; try another one, such as latin-1.";
    }
}
