package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import org.jspecify.annotations.Nullable;

/**
 * The bucket or object of a call, as messages name it.
 *
 * @param written whether the call writes the object
 */
record S3Target(
        String bucket, @Nullable String key, @Nullable String versionId, boolean written) {
    static S3Target bucket(String bucket) {
        return new S3Target(bucket, null, null, false);
    }

    static S3Target object(ObjectLocation location) {
        return new S3Target(location.bucket(), location.key(), location.versionId(), false);
    }

    static S3Target written(ObjectLocation location) {
        return new S3Target(location.bucket(), location.key(), null, true);
    }

    /** Returns {@code object `k` (version `v`) in bucket `b`}. */
    String words() {
        if (key == null) {
            return "bucket `" + bucket + "`";
        }
        var version = versionId == null ? "" : " (version `" + versionId + "`)";
        return "object `" + key + "`" + version + " in bucket `" + bucket + "`";
    }

    String uri() {
        return S3Uri.print(new ObjectLocation(bucket, key == null ? "" : key, versionId));
    }
}
