package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.auth.Caller;
import java.util.Optional;

/** Reads how buckets are configured in the catalog, for administrators. */
@FunctionalInterface
public interface BucketConfigReader {
    /** Returns the configuration of a bucket; empty if the catalog does not have it. */
    Optional<BucketConfig> config(Caller caller, String bucket);
}
