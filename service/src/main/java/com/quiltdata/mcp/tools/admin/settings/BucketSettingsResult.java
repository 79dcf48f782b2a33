package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.admin.BucketConfig;
import com.quiltdata.mcp.tool.Doc;
import java.util.Map;

/** The configuration of a bucket after a change. */
record BucketSettingsResult(
        @Doc("Bucket name") String bucket,

        @Doc("Its settings that have a value, by the registry's names")
        Map<String, Object> settings,

        @Doc("What was done") String message) {
    static BucketSettingsResult of(BucketConfig config, String message) {
        return new BucketSettingsResult(config.name(), config.settings(), message);
    }
}
