package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.admin.BucketConfig;
import com.quiltdata.mcp.catalog.admin.BucketConfigReader;
import java.util.Optional;

/** Reads the configuration only of the buckets that the connection may use. */
public record RestrictedBucketConfigReader(BucketConfigReader buckets) implements BucketConfigReader {
    @Override
    public Optional<BucketConfig> config(Caller caller, String bucket) {
        BucketLimit.require(bucket);
        return buckets.config(caller, bucket);
    }
}
