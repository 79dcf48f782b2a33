package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** {@code s3_object_list} of Quilt's Platform MCP Server: lists one level of a bucket. */
record S3ObjectList(ObjectLister lister) implements Tool<S3ObjectList.Input, ObjectListResult> {
    record Input(
            @Doc("Bucket name, \"s3://bucket\" or \"s3://bucket/prefix\"")
            String bucket,

            @Doc("Key prefix, not percent-encoded, e.g. \"raw/2024/\". Default: all keys") @Default("\"\"")
            String prefix,

            @Doc("Separator of levels in keys") @Default("\"/\"")
            String delimiter,

            @Doc("Maximum number of objects and folders to return") @Default("100") @Min(1) @Max(1000)
            int maxKeys,

            @Doc("next_continuation_token of the previous page") @Default("\"\"")
            String continuationToken,

            @Doc("Add s3_uri, date, ETag and storage class") @Default("false")
            boolean includeDetails) {}

    private static final Spec<Input, ObjectListResult> SPEC = new Spec<>(
                    "s3_object_list",
                    "List a folder",
                    Effect.READ,
                    "Lists the folders and objects directly below a prefix, in key order, with sizes and, where "
                            + "known, the number of objects in each folder. Use it to explore a bucket: send a folder's key "
                            + "as `prefix` to open it. For all levels or old versions use bucket_objects_list. Objects "
                            + "below .quilt/ are left out unless `prefix` names it.",
                    Input.class,
                    ObjectListResult.class)
            .shownIn(AppView.TABLE);

    @Override
    public Spec<Input, ObjectListResult> spec() {
        return SPEC;
    }

    @Override
    public ObjectListResult call(Input in, Call call) {
        var request = new ObjectListRequest(
                ObjectListRequest.location(in.bucket(), in.prefix()),
                ObjectListRequest.delimiter(in.delimiter()),
                in.maxKeys(),
                false,
                in.includeDetails(),
                false);
        return lister.list(request, in.continuationToken(), call);
    }
}
