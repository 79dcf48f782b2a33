package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.BucketConfig;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.admin.AdminRights;

/** Removes a bucket from the catalog. */
record AdminBucketRemove(AdminPorts ports) implements Tool<AdminBucketRemove.Input, AdminBucketRemove.Output> {
    record Input(@Doc("Bucket name or s3://bucket") String bucket) {}

    record Output(
            @Doc("Bucket name") String bucket,
            @Doc("What was done") String message) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "admin_bucket_remove",
            "Remove a bucket from the catalog",
            Effect.DESTROY,
            "Removes a bucket from the catalog: its packages and objects are no longer listed, found or shown there, and"
                    + " its settings and index are lost. S3 keeps the bucket and its objects. For administrators. To hide a"
                    + " bucket from the list, use admin_bucket_update with a negative relevance_score.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public String confirmation(Input in, Call call) {
        var config = require(in, call);
        return "Remove bucket %s (\"%s\") from the catalog? Its packages vanish from it, and its settings and index are lost; S3 keeps the objects."
                .formatted(config.name(), config.title());
    }

    @Override
    public Output call(Input in, Call call) {
        var bucket = require(in, call).name();
        ports.bucketChanges().remove(call.caller(), bucket);
        return new Output(bucket, "Removed bucket %s from the catalog; S3 keeps its objects.".formatted(bucket));
    }

    private BucketConfig require(Input in, Call call) {
        AdminRights.require(ports.identity(), call);
        return AdminBucketUpdate.find(ports, ArgumentParser.parse("bucket", in.bucket(), NameSyntax::bucket), call);
    }
}
