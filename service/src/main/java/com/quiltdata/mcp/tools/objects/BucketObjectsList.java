package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Lists the objects of a bucket under a prefix, one page at a time. */
record BucketObjectsList(ObjectLister lister) implements Tool<BucketObjectsList.Input, ObjectListResult> {
    record Input(
            @Doc("Bucket name, \"s3://bucket\" or \"s3://bucket/prefix\"")
            String bucket,

            @Doc("Key prefix, not percent-encoded, e.g. \"raw/2024/\"") @Default("\"\"")
            String prefix,

            @Doc("Maximum number of objects") @Default("100") @Min(1) @Max(1000)
            int maxKeys,

            @Doc("next_continuation_token of the previous page") @Default("\"\"")
            String continuationToken,

            @Doc("Add download links to the first 100 objects") @Default("false")
            boolean includeSignedUrls,

            @Doc("Include old versions and delete markers") @Default("false")
            boolean includeVersions,

            @Doc("\"/\" lists one level, with folders") @Nullable
            String delimiter,

            @Doc("Add s3_uri, date, ETag and storage class") @Default("false")
            boolean includeDetails) {}

    private static final Spec<Input, ObjectListResult> SPEC = new Spec<>(
                    "bucket_objects_list",
                    "List objects",
                    Effect.READ,
                    "Lists a bucket's objects under a prefix at all levels, in key order, with sizes. Use it to "
                            + "get every key, or old versions and delete markers; use s3_object_list for one level with its "
                            + "folders, bucket_summary for totals. An object's URI is s3://bucket/key unless s3_uri is "
                            + "returned. Objects below .quilt/ are left out unless `prefix` names it.",
                    Input.class,
                    ObjectListResult.class)
            .shownIn(AppView.TABLE);

    @Override
    public Spec<Input, ObjectListResult> spec() {
        return SPEC;
    }

    @Override
    public ObjectListResult call(Input in, Call call) {
        var folder = ObjectListRequest.location(in.bucket(), in.prefix());
        var delimiter = ObjectListRequest.delimiter(in.delimiter());
        if (delimiter != null && in.includeVersions()) {
            throw new Failure.Invalid(
                    "Send either `delimiter` or include_versions=true: versions are listed at all levels.");
        }
        var request = new ObjectListRequest(
                folder, delimiter, in.maxKeys(), in.includeSignedUrls(), in.includeDetails(), in.includeVersions());
        return lister.list(request, in.continuationToken(), call);
    }
}
