package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import org.jspecify.annotations.Nullable;

/** What a call is about, as its sentences name it. */
record Target(String bucket, @Nullable String key, @Nullable String versionId) {
    static Target bucket(String bucket) {
        return new Target(bucket, null, null);
    }

    static Target object(ObjectLocation location) {
        return new Target(location.bucket(), location.key(), location.versionId());
    }

    /** {@code object `k` (version `v`) in bucket `b`}. */
    String words() {
        if (key == null) {
            return "bucket `" + bucket + "`";
        }
        var version = versionId == null ? "" : " (version `" + versionId + "`)";
        return "object `" + key + "`" + version + " in bucket `" + bucket + "`";
    }

    /** The object's URI, with the version that was asked for. */
    String uri() {
        return S3Uri.print(new ObjectLocation(bucket, key == null ? "" : key, versionId));
    }
}
