package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;

/** Finds out what a caller may do in a bucket, by requests that change nothing. */
public interface AccessReader {
    /** Returns S3's answers; a bucket that does not exist is {@code Failure.NotFound}. */
    BucketAccess access(Caller caller, String bucket);
}
