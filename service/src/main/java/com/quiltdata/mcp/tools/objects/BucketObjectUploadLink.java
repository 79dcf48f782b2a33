package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.UploadLinkRequest;
import com.quiltdata.mcp.tool.ArgumentParser;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates a link to upload one object. */
record BucketObjectUploadLink(BucketReader buckets, ObjectReader reader, ObjectWriter objects, InstantSource clock)
        implements Tool<BucketObjectUploadLink.Input, BucketObjectUploadLink.Output> {
    /** Maximum number of bytes that S3 accepts in one PUT. */
    private static final long MAX_BYTES = 5L << 30;

    record Input(
            @Doc("Bucket name or s3://bucket") String bucket,

            @Doc("Object key, not percent-encoded, like \"raw/reads.bam\"; at most 1024 bytes")
            String key,

            @Doc("Media type, e.g. text/csv. Default: guessed from the key's extension") @Nullable
            String contentType,

            @Doc("Requested lifetime of the link in seconds") @Default("3600") @Min(1) @Max(604800)
            int expiration,

            @Doc("Let the upload replace an existing object with the same key") @Default("false")
            boolean overwrite,

            @Doc("Allow keys below .quilt/, Quilt's own; the user must confirm") @Default("false")
            boolean allowInternal) {}

    record Output(
            @Doc("Bucket name") String bucket,
            @Doc("Object key, not percent-encoded") String key,
            @Doc("URI of the object after the upload") String s3Uri,
            @Doc("HTTP method to use") String method,

            @Doc("URL to send the bytes to; anyone who has it can upload")
            String uploadUrl,

            @Doc("HTTP headers that the upload must send unchanged")
            Map<String, String> headers,

            @Doc("Maximum size of the upload in bytes: 5 GiB")
            long maxBytes,

            @Doc("Actual lifetime of the link in seconds") int expirationSeconds,
            @Doc("When the link expires") Instant expiresAt,
            @Doc("What the upload does, and warnings") String note,
            @Doc("Authentication method") String authType) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "bucket_object_upload_link",
                    "Link to upload an object",
                    Effect.OVERWRITE,
                    "Returns a presigned link with which one object of up to 5 GiB can be uploaded to an "
                            + "S3 bucket without signing in. Use it for files that are too large for "
                            + "bucket_objects_put. Give it to a person or program, which sends the bytes in one "
                            + "PUT with `headers`. An existing object is replaced only with overwrite=true.",
                    Input.class,
                    Output.class)
            .confirmable();

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public boolean needsConfirmation(Input in) {
        return in.allowInternal() && NameSyntax.isInternalKey(in.key());
    }

    @Override
    public String confirmation(Input in, Call call) {
        var bucket = ArgumentParser.parse("bucket", in.bucket(), NameSyntax::bucket);
        var key = ArgumentParser.parse("key", in.key(), ObjectPutInput::key);
        buckets.rights(call.caller(), bucket).requireWrite(bucket);
        return InternalKeys.question(bucket, List.of(key));
    }

    @Override
    public Output call(Input in, Call call) {
        var bucket = ArgumentParser.parse("bucket", in.bucket(), NameSyntax::bucket);
        var key = ArgumentParser.parse("key", in.key(), ObjectPutInput::key);
        var type = ObjectPutInput.mediaType("content_type", in.contentType());
        if (!in.allowInternal()) {
            InternalKeys.refuse("key", key);
        }
        var rights = buckets.rights(call.caller(), bucket);
        rights.requireWrite(bucket);
        var unlisted = isListed(rights) ? null : unlisted(bucket, call);
        var now = clock.instant();
        var upload = objects.uploadLink(
                call.caller(),
                new UploadLinkRequest(bucket, key, type, in.overwrite()),
                Duration.ofSeconds(in.expiration()));
        var seconds = ObjectNotes.seconds(now, upload.expiresAt(), in.expiration());
        return new Output(
                bucket,
                key,
                S3Uri.print(new ObjectLocation(bucket, key, null)),
                "PUT",
                upload.url(),
                upload.headers(),
                MAX_BYTES,
                seconds,
                upload.expiresAt(),
                note(in, seconds, unlisted),
                "jwt");
    }

    private static boolean isListed(BucketRights rights) {
        return switch (rights.level()) {
            case READ, READ_WRITE -> true;
            case UNLISTED, UNKNOWN -> false;
        };
    }

    /** Warns of a bucket that the catalog does not list; S3 fails here if the caller may not even list its keys. */
    private @Nullable String unlisted(String bucket, Call call) {
        if (buckets.list(call.caller()).stream().anyMatch(it -> it.name().equals(bucket))) {
            return null;
        }
        reader.list(call.caller(), bucket, "", 1, null);
        return "The catalog does not list bucket %s for your role, so the upload may well be refused."
                .formatted(bucket);
    }

    private static String note(Input in, int seconds, @Nullable String unlisted) {
        return String.valueOf(ObjectNotes.join(
                unlisted,
                "Nothing is uploaded yet. S3 checks at upload time whether your role may write to the bucket.",
                in.overwrite()
                        ? "The upload replaces any object that has this key by then."
                        : "S3 refuses the upload with HTTP 412 if an object has this key by then.",
                ObjectNotes.expiry(seconds, in.expiration())));
    }
}
