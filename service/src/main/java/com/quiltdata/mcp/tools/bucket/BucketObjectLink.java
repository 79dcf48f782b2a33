package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.S3Uri;
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
import org.jspecify.annotations.Nullable;

/** A link to download one version of an object. */
final class BucketObjectLink implements Tool<BucketObjectLink.Input, BucketObjectLink.Output> {
    record Input(
            @Doc("s3://bucket/key, optionally with ?versionId=…")
            String s3Uri,

            @Doc("Seconds that the link should last") @Default("3600") @Min(1) @Max(604800)
            int expiration) {}

    record Output(
            @Doc("The bucket") String bucket,
            @Doc("The true key, not encoded") String key,
            @Doc("The URI that was asked for") String s3Uri,

            @Doc("The link; whoever has it can download the object")
            String signedUrl,

            @Doc("Seconds that the link really lasts") int expirationSeconds,
            @Doc("When it ends") Instant expiresAt,

            @Doc("The version that it leads to; absent in an unversioned bucket") @Nullable
            String versionId,

            @Doc("What to mind") @Nullable String note,
            @Doc("How the caller is known") String authType) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "bucket_object_link",
            "Link to an object",
            Effect.READ,
            "Makes a presigned link with which anyone can download one S3 object for a while, without signing in. Use it to "
                    + "hand a file to a person or program. The link leads to the version that is named, or else current now, and "
                    + "ends with your temporary credentials at the latest; expires_at is when.",
            Input.class,
            Output.class);

    private final ObjectReader objects;
    private final InstantSource clock;

    BucketObjectLink(ObjectReader objects) {
        this(objects, InstantSource.system());
    }

    BucketObjectLink(ObjectReader objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var asked = Argument.parse("s3_uri", in.s3Uri(), S3Uri::parse);
        var met = objects.info(call.caller(), asked).location();
        var now = clock.instant();
        var link = objects.link(call.caller(), met, Duration.ofSeconds(in.expiration()));
        var seconds = Notes.seconds(now, link.expiresAt(), in.expiration());
        return new Output(
                asked.bucket(),
                asked.key(),
                S3Uri.print(asked),
                link.url(),
                seconds,
                link.expiresAt(),
                met.versionId(),
                seconds < in.expiration() ? Notes.SOONER : null,
                "jwt");
    }
}
