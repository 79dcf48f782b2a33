package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import org.jspecify.annotations.Nullable;

/** The bucket or object of a call, as messages name it. */
record S3Target(
        String bucket, @Nullable String key, @Nullable String versionId) {
    static S3Target bucket(String bucket) {
        return new S3Target(bucket, null, null);
    }

    static S3Target object(ObjectLocation location) {
        return new S3Target(location.bucket(), location.key(), location.versionId());
    }

    /** Returns {@code object `k` (version `v`) in bucket `b`}. */
    String words() {
        if (key == null) {
            return "bucket `" + bucket + "`";
        }
        var version = versionId == null ? "" : " (version `" + versionId + "`)";
        return "object `" + key + "`" + version + " in bucket `" + bucket + "`";
    }

    /** Returns the object's URI, with the requested version. */
    String uri() {
        return S3Uri.print(new ObjectLocation(bucket, key == null ? "" : key, versionId));
    }
}
