package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What S3 tells of an object without its content. */
final class BucketObjectInfo implements Tool<BucketObjectInfo.Input, BucketObjectInfo.Output> {
    record Input(
            @Doc("s3://bucket/key, optionally with ?versionId=…")
            String s3Uri) {}

    record Output(
            @Doc("The object") Item object,
            @Doc("How the caller is known") String authType) {}

    record Item(
            @Doc("The bucket") String bucket,
            @Doc("The true key, not encoded") String key,
            @Doc("The URI that was asked for") String s3Uri,
            @Doc("Bytes") long size,
            @Doc("Media type") @Nullable String contentType,
            @Doc("Content-Encoding, such as gzip") @Nullable String contentEncoding,
            @Doc("When it was written") @Nullable Instant lastModified,
            @Doc("ETag, with its quotes") @Nullable String etag,

            @Doc("The version that was met; absent in an unversioned bucket") @Nullable
            String versionId,

            @Doc("The user metadata that it was stored with")
            Map<String, String> metadata,

            @Doc("Storage class") @Nullable String storageClass) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "bucket_object_info",
            "Describe an object",
            Effect.READ,
            "Tells size, media type, date, ETag, version and user metadata of one S3 object without reading it. Use it to see "
                    + "whether an object exists, how large it is, or which version is current. Of a deleted object "
                    + "it names the versions that can still be read.",
            Input.class,
            Output.class);

    private final ObjectReader objects;

    BucketObjectInfo(ObjectReader objects) {
        this.objects = objects;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var asked = Argument.parse("s3_uri", in.s3Uri(), S3Uri::parse);
        var info = objects.info(call.caller(), asked);
        return new Output(
                new Item(
                        asked.bucket(),
                        asked.key(),
                        S3Uri.print(asked),
                        info.size(),
                        info.contentType(),
                        info.contentEncoding(),
                        info.lastModified(),
                        info.etag(),
                        info.location().versionId(),
                        info.metadata(),
                        info.storageClass()),
                "jwt");
    }
}
