package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.RequestedObject;
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
record BucketObjectText(ObjectReader objects) implements Tool<BucketObjectText.Input, BucketObjectText.Output> {
    record Input(
            @Doc("S3 URI, e.g. \"s3://bucket/key\"; optional suffix \"?versionId=…\"")
            String s3Uri,

            @Doc("Maximum number of bytes to read") @Default("65536") @Min(1) @Max(10485760)
            int maxBytes,

            @Doc("Character encoding of the object, e.g. \"latin-1\"") @Default("\"utf-8\"")
            String encoding,

            @Doc("First byte to read; to continue, the offset in note") @Default("0") @Min(0)
            long offset) {}

    record Output(
            @Doc("Bucket name") String bucket,
            @Doc("Object key, not percent-encoded") String key,
            @Doc("The requested URI") String s3Uri,
            @Doc("Next step or warning") @Nullable String note,
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

            @Doc("Authentication method") String authType,
            @Doc("Source of this result") @Hidden Source source)
            implements Truncatable<Output> {
        static Output of(Source source) {
            var all = source.decoded();
            var noise = all.isNoise();
            var shown = noise ? source.first(ObjectNotes.MAX_BINARY_BYTES) : source;
            var content = shown.content();
            var decoded = noise ? shown.decoded() : all;
            return new Output(
                    source.requested().bucket(),
                    source.requested().key(),
                    S3Uri.print(source.requested()),
                    ObjectNotes.join(
                            source.ambiguity(),
                            noise ? ObjectNotes.binary(decoded.bytes(), "Use bucket_object_fetch") : doubt(decoded),
                            ObjectNotes.encoded(content.info()),
                            noise ? null : ObjectNotes.continuation(content, decoded.bytes())),
                    decoded.text(),
                    source.encoding(),
                    content.offset(),
                    decoded.bytes(),
                    content.truncated(),
                    content.info().size(),
                    content.info().location().versionId(),
                    decoded.replaced() == 0 ? null : decoded.replaced(),
                    "jwt",
                    source);
        }

        @Override
        public int parts() {
            return source.content().bytes().length;
        }

        @Override
        public Output first(int parts) {
            return of(source.first(parts));
        }
    }

    record Source(
            ObjectLocation requested,
            String encoding,
            ObjectContent content,
            @Nullable String ambiguity) {
        DecodedText decoded() {
            return DecodedText.of(content.bytes(), Charsets.of(encoding), content.truncated());
        }

        Source first(int bytes) {
            var fewer = content.first(Math.min(bytes, content.bytes().length));
            return new Source(requested, encoding, fewer, ambiguity);
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "bucket_object_text",
                    "Read an object as text",
                    Effect.READ,
                    "Returns the content of an S3 object as text: CSV, JSON, Markdown, logs, code. Reads up to `max_bytes` "
                            + "from `offset`; a truncated result names the next offset. For binary use bucket_object_fetch.",
                    Input.class,
                    Output.class)
            .reading();

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var requested = ArgumentParser.parse("s3_uri", in.s3Uri(), RequestedObject::parse);
        ArgumentParser.parse("encoding", in.encoding(), Charsets::of);
        var content = requested.read(
                objects, call.caller(), it -> objects.read(call.caller(), it, in.offset(), in.maxBytes()));
        var ambiguity = requested.ambiguity(objects, call.caller());
        return Output.of(new Source(requested.location(), in.encoding(), content, ambiguity));
    }

    private static @Nullable String doubt(DecodedText decoded) {
        if (decoded.looksBinary()) {
            return "The content looks binary, not text; use bucket_object_fetch.";
        }
        return decoded.replaced() == 0
                ? null
                : "Some bytes are invalid in this encoding; try another one, such as latin-1.";
    }
}
