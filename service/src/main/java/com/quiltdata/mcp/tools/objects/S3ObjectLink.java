package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** {@code s3_object_link} of Quilt's Platform MCP Server: creates a link to download one version of an object. */
record S3ObjectLink(BucketObjectLink links) implements Tool<S3ObjectLink.Input, BucketObjectLink.Output> {
    record Input(
            @Doc("S3 URI, e.g. \"s3://bucket/key\"; or send bucket and key") @Nullable
            String s3Uri,

            @Doc("Bucket name") @Nullable String bucket,

            @Doc("Object key, not percent-encoded, e.g. \"data/a.csv\"") @Nullable
            String key,

            @Doc("Version id. Default: the current version") @Nullable
            String versionId,

            @Doc("Requested lifetime of the link in seconds") @Default("3600") @Min(1) @Max(604800)
            int expiration) {}

    private static final Spec<Input, BucketObjectLink.Output> SPEC = new Spec<>(
            "s3_object_link",
            "Link to an S3 object",
            Effect.READ,
            "Returns a presigned link with which anyone can download one S3 object, or one of its versions. Use it to "
                    + "give a file to a person or program. Name the object by s3_uri, or by bucket and key. The "
                    + "link expires at `expires_at`, usually within an hour even if you ask for longer.",
            Input.class,
            BucketObjectLink.Output.class);

    @Override
    public Spec<Input, BucketObjectLink.Output> spec() {
        return SPEC;
    }

    @Override
    public BucketObjectLink.Output call(Input in, Call call) {
        var object = new ObjectArguments(in.s3Uri(), in.bucket(), in.key(), in.versionId()).parse();
        return links.link(object, in.expiration(), call);
    }
}
