package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.auth.Caller;
import java.util.Map;

/** Adds, configures and removes buckets of the catalog, for administrators. */
public interface BucketConfigWriter {
    /** Adds an S3 bucket to the catalog. */
    BucketConfig add(Caller caller, String bucket, Map<String, Object> settings);

    /** Replaces all settings of a bucket; those that are left out lose their value. */
    BucketConfig update(Caller caller, String bucket, Map<String, Object> settings);

    /** Removes a bucket from the catalog; S3 keeps it. */
    void remove(Caller caller, String bucket);
}
