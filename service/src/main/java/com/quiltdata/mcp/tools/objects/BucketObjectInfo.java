package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.RequestedObject;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Returns the attributes of an object without its content. */
record BucketObjectInfo(ObjectReader objects) implements Tool<BucketObjectInfo.Input, BucketObjectInfo.Output> {
    record Input(
            @Doc("S3 URI, e.g. \"s3://bucket/key\"; optional suffix \"?versionId=…\"")
            String s3Uri) {}

    record Output(
            @Doc("Attributes of the object") Item object,
            @Doc("Warning") @Nullable String note,
            @Doc("Authentication method") String authType) {}

    record Item(
            @Doc("Bucket name") String bucket,
            @Doc("Object key, not percent-encoded") String key,
            @Doc("The requested URI") String s3Uri,
            @Doc("Size in bytes") long size,
            @Doc("Media type, e.g. text/csv") @Nullable String contentType,
            @Doc("Content-Encoding, e.g. gzip") @Nullable String contentEncoding,

            @Doc("When the object was last modified") @Nullable
            Instant lastModified,

            @Doc("ETag, including the quotes") @Nullable String etag,

            @Doc("Version; absent in an unversioned bucket") @Nullable
            String versionId,

            @Doc("User metadata stored with the object") Map<String, String> metadata,

            @Doc("Storage class") @Nullable String storageClass) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "bucket_object_info",
            "Describe an object",
            Effect.READ,
            "Returns an S3 object's size, media type, last-modified date, ETag, version and user "
                    + "metadata, without downloading it. To read the content use object_read.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        return describe(ArgumentParser.parse("s3_uri", in.s3Uri(), RequestedObject::parse), call);
    }

    Output describe(RequestedObject source, Call call) {
        var requested = source.location();
        var info = source.read(objects, call.caller(), it -> objects.info(call.caller(), it));
        return new Output(
                new Item(
                        requested.bucket(),
                        requested.key(),
                        S3Uri.print(requested),
                        info.size(),
                        info.contentType(),
                        info.contentEncoding(),
                        info.lastModified(),
                        info.etag(),
                        info.location().versionId(),
                        info.metadata(),
                        info.storageClass()),
                source.ambiguity(objects, call.caller()),
                "jwt");
    }
}
