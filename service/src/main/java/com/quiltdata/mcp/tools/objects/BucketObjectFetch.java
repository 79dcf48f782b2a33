package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.RequestedObject;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.DecodedText;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.HasContentBlocks;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an object as bytes. */
record BucketObjectFetch(ObjectReader objects) implements Tool<BucketObjectFetch.Input, BucketObjectFetch.Output> {
    /** Minimum number of bytes read for which a download link is prepared, in case the result has no room. */
    private static final int MIN_LINKED_BYTES = 2048;

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Pattern MEDIA_TYPE = Pattern.compile("(?i)(image|audio|video)/");

    record Input(
            @Doc("S3 URI, e.g. \"s3://bucket/key\"; optional suffix \"?versionId=…\"")
            String s3Uri,

            @Doc("Maximum number of bytes to read") @Default("65536") @Min(1) @Max(10485760)
            int maxBytes,

            @Doc("Send false for text instead of base64 where the bytes are UTF-8") @Default("true")
            boolean base64Encode,

            @Doc("First byte to read; to continue, the offset in note") @Default("0") @Min(0)
            long offset) {}

    record Output(
            @Doc("Bucket name") String bucket,
            @Doc("Object key, not percent-encoded") String key,
            @Doc("The requested URI") String s3Uri,
            @Doc("Content; base64 if is_base64") String data,
            @Doc("Media type, e.g. text/csv") @Nullable String contentType,
            @Doc("Position of the first byte in data") long offset,
            @Doc("Number of object bytes in data") int bytesRead,

            @Doc("Whether the object has more bytes after these")
            boolean truncated,

            @Doc("Whether data is base64") boolean isBase64,
            @Doc("Size of the whole object in bytes") long size,
            @Doc("Version that was read") @Nullable String versionId,

            @Doc("Next step or warning") @Nullable String note,

            @Doc("Download link for the whole object if it does not fit here; treat as a secret") @Nullable
            String signedUrl,

            @Doc("When the link expires") @Nullable Instant signedUrlExpiry,

            @Doc("Authentication method") String authType,
            @Doc("Source of this result") @Hidden Source source)
            implements Truncatable<Output>, HasContentBlocks {
        static Output of(Source source, @Nullable SignedLink link) {
            var content = source.content();
            var data = source.base64() ? base64(content, null) : textOrBase64(content);
            return new Output(
                    source.requested().bucket(),
                    source.requested().key(),
                    S3Uri.print(source.requested()),
                    data.text(),
                    content.info().contentType(),
                    content.offset(),
                    data.bytes(),
                    content.truncated(),
                    data.base64(),
                    content.info().size(),
                    content.info().location().versionId(),
                    ObjectNotes.join(
                            source.ambiguity(),
                            data.note(),
                            ObjectNotes.encoded(content.info()),
                            content.bytes().length == 0 ? null : ObjectNotes.continuation(content, data.bytes()),
                            link == null ? null : "The object does not fit here; download it from signed_url."),
                    link == null ? null : link.url(),
                    link == null ? null : link.expiresAt(),
                    "jwt",
                    source);
        }

        @Override
        public int parts() {
            return source.content().bytes().length;
        }

        /** Links to the resource when the object does not fit. */
        @Override
        public List<ContentBlock> blocks() {
            if (signedUrl == null) {
                return List.of();
            }
            var name = key.substring(key.lastIndexOf('/', key.length() - 2) + 1);
            var uri = S3Uri.print(source.content().info().location());
            return List.of(new ContentBlock.ResourceLink(uri, name, contentType, size));
        }

        /** Drops the bytes of truncated images, audio and video if there is a link: half of one is useless. */
        @Override
        public Output first(int parts) {
            var omitted = isBase64
                    && source.link() != null
                    && contentType != null
                    && MEDIA_TYPE.matcher(contentType).lookingAt();
            return of(source.first(omitted ? 0 : parts), source.link());
        }
    }

    /** Content and link from which the result is built. */
    record Source(
            ObjectLocation requested,
            boolean base64,
            ObjectContent content,
            @Nullable SignedLink link,
            @Nullable String ambiguity) {
        Source first(int bytes) {
            return new Source(requested, base64, content.first(bytes), link, ambiguity);
        }
    }

    private record EncodedBytes(
            String text,
            int bytes,
            boolean base64,
            @Nullable String note) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "bucket_object_fetch",
                    "Read an object as bytes",
                    Effect.READ,
                    "Returns the bytes of an S3 object as base64: images, archives, small binary files. Reads up to "
                            + "`max_bytes` from `offset`; a truncated result names the next offset. "
                            + "For text use bucket_object_text.",
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
        var content = requested.read(
                objects, call.caller(), it -> objects.read(call.caller(), it, in.offset(), in.maxBytes()));
        var link = content.bytes().length < MIN_LINKED_BYTES
                ? Optional.<SignedLink>empty()
                : objects.tryLink(call.caller(), content.info().location(), LIFETIME);
        var ambiguity = requested.ambiguity(objects, call.caller());
        return Output.of(
                new Source(requested.location(), in.base64Encode(), content, link.orElse(null), ambiguity), null);
    }

    private static EncodedBytes textOrBase64(ObjectContent content) {
        var decoded = DecodedText.of(content.bytes(), StandardCharsets.UTF_8, content.truncated());
        return decoded.replaced() == 0
                ? new EncodedBytes(decoded.text(), decoded.bytes(), false, null)
                : base64(content, "The bytes are not valid UTF-8, so data is base64 although base64_encode is false.");
    }

    private static EncodedBytes base64(ObjectContent content, @Nullable String note) {
        var bytes = content.bytes();
        return new EncodedBytes(Base64.getEncoder().encodeToString(bytes), bytes.length, true, note);
    }
}
