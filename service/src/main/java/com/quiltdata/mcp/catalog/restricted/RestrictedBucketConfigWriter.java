package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.admin.BucketConfig;
import com.quiltdata.mcp.catalog.admin.BucketConfigWriter;
import java.util.Map;

/** Adds, configures and removes only the buckets that the connection may use. */
public record RestrictedBucketConfigWriter(BucketConfigWriter buckets) implements BucketConfigWriter {
    @Override
    public BucketConfig add(Caller caller, String bucket, Map<String, Object> settings) {
        BucketLimit.require(bucket);
        return buckets.add(caller, bucket, settings);
    }

    @Override
    public BucketConfig update(Caller caller, String bucket, Map<String, Object> settings) {
        BucketLimit.require(bucket);
        return buckets.update(caller, bucket, settings);
    }

    @Override
    public void remove(Caller caller, String bucket) {
        BucketLimit.require(bucket);
        buckets.remove(caller, bucket);
    }
}
