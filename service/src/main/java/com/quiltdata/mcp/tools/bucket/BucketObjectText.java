package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.ObjectContent;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Charsets;
import com.quiltdata.mcp.tool.Decoded;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Sliceable;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** An object read as text. */
final class BucketObjectText implements Tool<BucketObjectText.Input, BucketObjectText.Output> {
    record Input(
            @Doc("s3://bucket/key, optionally with ?versionId=…")
            String s3Uri,

            @Doc("Most bytes to read") @Default("65536") @Min(1) @Max(10485760)
            int maxBytes,

            @Doc("Character encoding of the object") @Default("\"utf-8\"")
            String encoding,

            @Doc("First byte to read, to go on after an answer that was cut short") @Default("0") @Min(0)
            long offset) {}

    record Output(
            @Doc("The bucket") String bucket,
            @Doc("The true key, not encoded") String key,
            @Doc("The URI that was asked for") String s3Uri,
            @Doc("The text, in whole characters") String text,
            @Doc("The encoding it was read with") String encoding,
            @Doc("Where it begins, in bytes") long offset,
            @Doc("How many bytes the text stands for") int bytesRead,
            @Doc("Whether the object goes on") boolean truncated,
            @Doc("Bytes of the whole object") long size,
            @Doc("The version that was read") @Nullable String versionId,

            @Doc("How many pieces were not in this encoding and became U+FFFD") @Nullable
            Integer replacedCharacters,

            @Doc("What to do next, or what to mind") @Nullable
            String note,

            @Doc("How the caller is known") String authType,
            @Doc("What was read") @Hidden ObjectContent content)
            implements Sliceable<Output> {
        static Output of(ObjectLocation asked, String encoding, ObjectContent content) {
            var decoded = Decoded.of(content.bytes(), Charsets.of(encoding), content.truncated());
            return new Output(
                    asked.bucket(),
                    asked.key(),
                    S3Uri.print(asked),
                    decoded.text(),
                    encoding,
                    content.offset(),
                    decoded.bytes(),
                    content.truncated(),
                    content.info().size(),
                    content.info().location().versionId(),
                    decoded.replaced() == 0 ? null : decoded.replaced(),
                    Notes.join(binary(decoded), Notes.encoded(content.info()), Notes.goOn(content, decoded.bytes())),
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
            "Reads an S3 object as text: CSV, JSON, Markdown, logs, code. Answers the first `max_bytes` (64 KiB unless told) in "
                    + "whole characters, whether it was cut short, and the `offset` to go on from. Use bucket_object_fetch "
                    + "for binary content, bucket_object_link to hand a file to a person.",
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
        var asked = Argument.parse("s3_uri", in.s3Uri(), S3Uri::parse);
        Argument.parse("encoding", in.encoding(), Charsets::of);
        return Output.of(asked, in.encoding(), objects.read(call.caller(), asked, in.offset(), in.maxBytes()));
    }

    private static @Nullable String binary(Decoded decoded) {
        if (decoded.looksBinary()) {
            return "This looks binary, not text; use bucket_object_fetch.";
        }
        return decoded.replaced() == 0
                ? null
                : "Some bytes are not in this encoding; another one, such as latin-1, may fit.";
    }
}
