package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectWriter;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.UploadTerms;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A link to upload one object with. */
final class BucketObjectUploadLink implements Tool<BucketObjectUploadLink.Input, BucketObjectUploadLink.Output> {
    /** What S3 takes in one PUT. */
    private static final long LARGEST = 5L << 30;

    record Input(
            @Doc("Bucket name or s3://bucket") String bucket,

            @Doc("The true key, not encoded; 1 to 1024 bytes of UTF-8")
            String key,

            @Doc("Media type; told from the key's extension when absent") @Nullable
            String contentType,

            @Doc("Seconds that the link should last") @Default("3600") @Min(1) @Max(604800)
            int expiration,

            @Doc("true to let the upload supersede an object of the same key") @Default("false")
            boolean overwrite) {}

    record Output(
            @Doc("The bucket") String bucket,
            @Doc("The true key, not encoded") String key,
            @Doc("Where the object will be") String s3Uri,
            @Doc("HTTP method of the upload") String method,

            @Doc("Where to send the bytes; whoever has it can upload")
            String uploadUrl,

            @Doc("Headers that the upload must carry, exactly as they are")
            Map<String, String> headers,

            @Doc("Most bytes of one upload: 5 GiB") long maxBytes,
            @Doc("Seconds that the link really lasts") int expirationSeconds,
            @Doc("When it ends") Instant expiresAt,
            @Doc("What to mind") String note,
            @Doc("How the caller is known") String authType) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "bucket_object_upload_link",
            "Link to upload an object",
            Effect.WRITE,
            "Makes a presigned link with which one object of up to 5 GiB can be uploaded to an S3 bucket for a while, without "
                    + "signing in: for files that are too large for bucket_objects_put. Hand it to a person or program, "
                    + "which sends the bytes in one PUT with `headers`. An object that exists is only superseded "
                    + "with overwrite=true.",
            Input.class,
            Output.class);

    private final ObjectWriter objects;
    private final InstantSource clock;

    BucketObjectUploadLink(ObjectWriter objects) {
        this(objects, InstantSource.system());
    }

    BucketObjectUploadLink(ObjectWriter objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var bucket = Argument.parse("bucket", in.bucket(), Names::bucket);
        var key = Argument.parse("key", in.key(), Upload::key);
        var type = in.contentType() == null || in.contentType().isBlank()
                ? null
                : Argument.parse("content_type", in.contentType(), Upload::mediaType);
        var now = clock.instant();
        var upload = objects.uploadLink(
                call.caller(), new UploadTerms(bucket, key, type, in.overwrite()), Duration.ofSeconds(in.expiration()));
        var seconds = Notes.seconds(now, upload.expiresAt(), in.expiration());
        return new Output(
                bucket,
                key,
                S3Uri.print(new ObjectLocation(bucket, key, null)),
                "PUT",
                upload.url(),
                upload.headers(),
                LARGEST,
                seconds,
                upload.expiresAt(),
                note(in, seconds),
                "jwt");
    }

    private static String note(Input in, int seconds) {
        return String.valueOf(Notes.join(
                "Nothing is uploaded yet, and whether your role may write there shows at the upload.",
                in.overwrite()
                        ? "The upload supersedes what stands there by then."
                        : "The upload is refused with HTTP 412 if an object stands there by then.",
                seconds < in.expiration() ? Notes.SOONER : null));
    }
}
