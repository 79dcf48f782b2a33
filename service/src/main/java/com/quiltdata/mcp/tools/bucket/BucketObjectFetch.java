package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.ObjectContent;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.SignedLink;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Block;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Decoded;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Shown;
import com.quiltdata.mcp.tool.Sliceable;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
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

/** An object read as bytes. */
final class BucketObjectFetch implements Tool<BucketObjectFetch.Input, BucketObjectFetch.Output> {
    /** From how many bytes on an answer may have to become a link. */
    private static final int LINKED = 2048;

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Pattern MEDIA = Pattern.compile("(?i)(image|audio|video)/");

    record Input(
            @Doc("s3://bucket/key, optionally with ?versionId=…")
            String s3Uri,

            @Doc("Most bytes to read") @Default("65536") @Min(1) @Max(10485760)
            int maxBytes,

            @Doc("false to get UTF-8 text as it is where the bytes are that") @Default("true")
            boolean base64Encode,

            @Doc("First byte to read, to go on after an answer that was cut short") @Default("0") @Min(0)
            long offset) {}

    record Output(
            @Doc("The bucket") String bucket,
            @Doc("The true key, not encoded") String key,
            @Doc("The URI that was asked for") String s3Uri,
            @Doc("The bytes, in base64 when is_base64") String data,
            @Doc("Media type") @Nullable String contentType,
            @Doc("Where they begin") long offset,
            @Doc("How many bytes data stands for") int bytesRead,
            @Doc("Whether the object goes on") boolean truncated,
            @Doc("Whether data is base64") boolean isBase64,
            @Doc("Bytes of the whole object") long size,
            @Doc("The version that was read") @Nullable String versionId,

            @Doc("What to do next, or what to mind") @Nullable
            String note,

            @Doc("Download link of the whole object, when it does not fit here; a secret") @Nullable
            String signedUrl,

            @Doc("When the link ends") @Nullable Instant signedUrlExpiry,

            @Doc("How the caller is known") String authType,
            @Doc("What was read") @Hidden Source source)
            implements Sliceable<Output>, Shown {
        static Output of(Source source, @Nullable SignedLink link) {
            var content = source.content();
            var data = source.base64() ? base64(content, null) : textOrBase64(content);
            return new Output(
                    source.asked().bucket(),
                    source.asked().key(),
                    S3Uri.print(source.asked()),
                    data.text(),
                    content.info().contentType(),
                    content.offset(),
                    data.bytes(),
                    content.truncated(),
                    data.base64(),
                    content.info().size(),
                    content.info().location().versionId(),
                    Notes.join(
                            data.note(),
                            Notes.encoded(content.info()),
                            content.bytes().length == 0 ? null : Notes.goOn(content, data.bytes()),
                            link == null ? null : "It does not fit into an answer; signed_url has the whole object."),
                    link == null ? null : link.url(),
                    link == null ? null : link.expiresAt(),
                    "jwt",
                    source);
        }

        @Override
        public int parts() {
            return source.content().bytes().length;
        }

        /** What does not fit may be read as a resource. */
        @Override
        public List<Block> blocks() {
            if (signedUrl == null) {
                return List.of();
            }
            var name = key.substring(key.lastIndexOf('/', key.length() - 2) + 1);
            var uri = S3Uri.print(source.content().info().location());
            return List.of(new Block.Link(uri, name, contentType, size));
        }

        /** Half a picture is worth nothing, so that pictures and sounds become a link where there is one. */
        @Override
        public Output first(int parts) {
            var whole = isBase64
                    && source.link() != null
                    && contentType != null
                    && MEDIA.matcher(contentType).lookingAt();
            return of(source.first(whole ? 0 : parts), source.link());
        }
    }

    /** What an answer is made of. */
    record Source(
            ObjectLocation asked,
            boolean base64,
            ObjectContent content,
            @Nullable SignedLink link) {
        Source first(int bytes) {
            return new Source(asked, base64, content.first(bytes), link);
        }
    }

    private record Data(
            String text,
            int bytes,
            boolean base64,
            @Nullable String note) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "bucket_object_fetch",
            "Read an object as bytes",
            Effect.READ,
            "Reads an S3 object as bytes, in base64: images, archives, small binary files. Answers the first `max_bytes` "
                    + "(64 KiB unless told), whether it was cut short, and the `offset` to go on from. For text use "
                    + "bucket_object_text; for large files bucket_object_link costs far less.",
            Input.class,
            Output.class);

    private final ObjectReader objects;

    BucketObjectFetch(ObjectReader objects) {
        this.objects = objects;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var asked = Argument.parse("s3_uri", in.s3Uri(), S3Uri::parse);
        var content = objects.read(call.caller(), asked, in.offset(), in.maxBytes());
        var link = content.bytes().length < LINKED
                ? Optional.<SignedLink>empty()
                : objects.tryLink(call.caller(), content.info().location(), LIFETIME);
        return Output.of(new Source(asked, in.base64Encode(), content, link.orElse(null)), null);
    }

    private static Data textOrBase64(ObjectContent content) {
        var decoded = Decoded.of(content.bytes(), StandardCharsets.UTF_8, content.truncated());
        return decoded.replaced() == 0
                ? new Data(decoded.text(), decoded.bytes(), false, null)
                : base64(content, "The bytes are not UTF-8, so data is base64 although base64_encode is false.");
    }

    private static Data base64(ObjectContent content, @Nullable String note) {
        var bytes = content.bytes();
        return new Data(Base64.getEncoder().encodeToString(bytes), bytes.length, true, note);
    }
}
