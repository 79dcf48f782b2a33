package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.RequestedObject;
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
import org.jspecify.annotations.Nullable;

/** Creates a link to download one version of an object. */
record BucketObjectLink(ObjectReader objects, InstantSource clock)
        implements Tool<BucketObjectLink.Input, BucketObjectLink.Output> {
    record Input(
            @Doc("S3 URI, e.g. \"s3://bucket/key\"; optional suffix \"?versionId=…\"")
            String s3Uri,

            @Doc("Requested lifetime of the link in seconds") @Default("3600") @Min(1) @Max(604800)
            int expiration) {}

    record Output(
            @Doc("Bucket name") String bucket,
            @Doc("Object key, not percent-encoded") String key,
            @Doc("The requested URI") String s3Uri,

            @Doc("Download link; anyone who has it can download the object")
            String signedUrl,

            @Doc("Actual lifetime of the link in seconds") int expirationSeconds,
            @Doc("When the link expires") Instant expiresAt,

            @Doc("Version that the link opens; absent in an unversioned bucket") @Nullable
            String versionId,

            @Doc("Warning") @Nullable String note,
            @Doc("Authentication method") String authType) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "bucket_object_link",
            "Link to an object",
            Effect.READ,
            "Returns a presigned link with which anyone can download one S3 object. Use it to give a file "
                    + "to a person or program. For a file of a package use package_entry_link. It expires at "
                    + "`expires_at`, usually within an hour even if you ask for longer.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        return link(ArgumentParser.parse("s3_uri", in.s3Uri(), RequestedObject::parse), in.expiration(), call);
    }

    Output link(RequestedObject source, int expiration, Call call) {
        var requested = source.location();
        var current = source.read(objects, call.caller(), it -> objects.info(call.caller(), it))
                .location();
        var now = clock.instant();
        var link = objects.link(call.caller(), current, Duration.ofSeconds(expiration));
        var seconds = ObjectNotes.seconds(now, link.expiresAt(), expiration);
        return new Output(
                requested.bucket(),
                requested.key(),
                S3Uri.print(requested),
                link.url(),
                seconds,
                link.expiresAt(),
                current.versionId(),
                ObjectNotes.join(source.ambiguity(objects, call.caller()), ObjectNotes.expiry(seconds, expiration)),
                "jwt");
    }
}
