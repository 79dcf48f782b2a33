package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.objects.VersionPage;
import com.quiltdata.mcp.catalog.objects.VersionReader;
import org.jspecify.annotations.Nullable;

/** Lists versions of objects only in buckets that the connection may use. */
public record RestrictedVersionReader(VersionReader versions) implements VersionReader {
    @Override
    public VersionPage versions(
            Caller caller, String bucket, String prefix, int max, VersionPage.@Nullable VersionPosition after) {
        BucketLimit.require(bucket);
        return versions.versions(caller, bucket, prefix, max, after);
    }
}
