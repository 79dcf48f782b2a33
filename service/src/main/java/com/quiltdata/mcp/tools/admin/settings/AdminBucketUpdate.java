package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.BucketConfig;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.admin.AdminRights;
import java.util.LinkedHashMap;

/** Changes settings of a bucket in the catalog. */
record AdminBucketUpdate(AdminPorts ports) implements Tool<BucketSettingsInput, BucketSettingsResult> {
    private static final Spec<BucketSettingsInput, BucketSettingsResult> SPEC = new Spec<>(
            "admin_bucket_update",
            "Change a bucket in the catalog",
            Effect.OVERWRITE,
            "Changes how the catalog shows and indexes a bucket, and returns all its settings; those that are not sent"
                    + " keep their values. With the bucket alone it changes nothing and returns the settings. For"
                    + " administrators. Objects and packages are untouched.",
            BucketSettingsInput.class,
            BucketSettingsResult.class);

    @Override
    public Spec<BucketSettingsInput, BucketSettingsResult> spec() {
        return SPEC;
    }

    @Override
    public BucketSettingsResult call(BucketSettingsInput in, Call call) {
        AdminRights.require(ports.identity(), call);
        var config = find(ports, in.name(), call);
        var settings = new LinkedHashMap<>(config.settings());
        in.putInto(settings);
        if (settings.equals(config.settings())) {
            return BucketSettingsResult.of(config, "Nothing was changed: these are the settings already.");
        }
        var updated = ports.bucketChanges().update(call.caller(), config.name(), settings);
        return BucketSettingsResult.of(updated, "Updated bucket %s.".formatted(config.name()));
    }

    static BucketConfig find(AdminPorts ports, String bucket, Call call) {
        return ports.buckets()
                .config(call.caller(), bucket)
                .orElseThrow(() -> new Failure.NotFound(
                        "There is no bucket `%s` in the catalog; nothing was changed.".formatted(bucket)));
    }
}
