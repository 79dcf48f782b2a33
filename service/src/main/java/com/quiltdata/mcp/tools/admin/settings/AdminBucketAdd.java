package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.admin.AdminRights;
import java.util.LinkedHashMap;

/** Adds an S3 bucket to the catalog. */
record AdminBucketAdd(AdminPorts ports) implements Tool<BucketSettingsInput, BucketSettingsResult> {
    private static final Spec<BucketSettingsInput, BucketSettingsResult> SPEC = new Spec<>(
            "admin_bucket_add",
            "Add a bucket to the catalog",
            Effect.WRITE,
            "Adds an existing S3 bucket to the catalog, which then indexes it, and returns its settings. For"
                    + " administrators. The bucket's policy must allow the catalog to read it. Which roles may use it is"
                    + " decided by policies, not here.",
            BucketSettingsInput.class,
            BucketSettingsResult.class);

    @Override
    public Spec<BucketSettingsInput, BucketSettingsResult> spec() {
        return SPEC;
    }

    @Override
    public BucketSettingsResult call(BucketSettingsInput in, Call call) {
        AdminRights.require(ports.identity(), call);
        var bucket = in.name();
        var settings = new LinkedHashMap<String, Object>();
        settings.put("title", bucket);
        in.putInto(settings);
        var added = ports.bucketChanges().add(call.caller(), bucket, settings);
        return BucketSettingsResult.of(added, "Added bucket %s to the catalog.".formatted(bucket));
    }
}
