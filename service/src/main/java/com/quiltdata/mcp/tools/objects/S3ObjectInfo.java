package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import org.jspecify.annotations.Nullable;

/** {@code s3_object_info} of Quilt's Platform MCP Server: returns the attributes of an object. */
record S3ObjectInfo(BucketObjectInfo info) implements Tool<S3ObjectInfo.Input, BucketObjectInfo.Output> {
    record Input(
            @Doc("S3 URI, e.g. \"s3://bucket/key\"; or send bucket and key") @Nullable
            String s3Uri,

            @Doc("Bucket name") @Nullable String bucket,

            @Doc("Object key, not percent-encoded, e.g. \"data/a.csv\"") @Nullable
            String key,

            @Doc("Version id. Default: the current version") @Nullable
            String versionId) {}

    private static final Spec<Input, BucketObjectInfo.Output> SPEC = new Spec<>(
            "s3_object_info",
            "Describe an S3 object",
            Effect.READ,
            "Returns the size, media type, last-modified date, ETag, version and user metadata of an S3 object or of "
                    + "one of its versions, without downloading it. Name the object by s3_uri, or by bucket and key.",
            Input.class,
            BucketObjectInfo.Output.class);

    @Override
    public Spec<Input, BucketObjectInfo.Output> spec() {
        return SPEC;
    }

    @Override
    public BucketObjectInfo.Output call(Input in, Call call) {
        return info.describe(new ObjectArguments(in.s3Uri(), in.bucket(), in.key(), in.versionId()).parse(), call);
    }
}
