package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.objects.AccessReader;
import com.quiltdata.mcp.catalog.objects.BucketAccess;

/** Finds out what a caller may do only in buckets that the connection may use. */
public record RestrictedAccessReader(AccessReader access) implements AccessReader {
    @Override
    public BucketAccess access(Caller caller, String bucket) {
        BucketLimit.require(bucket);
        return access.access(caller, bucket);
    }
}
