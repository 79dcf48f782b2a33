package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads and links objects only in buckets that the connection may use. */
public record RestrictedObjectReader(ObjectReader objects) implements ObjectReader {
    @Override
    public ObjectPage list(
            Caller caller, S3Prefix prefix, @Nullable String delimiter, int maxKeys, @Nullable String after) {
        BucketLimit.require(prefix.bucket());
        return objects.list(caller, prefix, delimiter, maxKeys, after);
    }

    @Override
    public ObjectInfo info(Caller caller, ObjectLocation location) {
        BucketLimit.require(location.bucket());
        return objects.info(caller, location);
    }

    @Override
    public ObjectContent read(Caller caller, ObjectLocation location, long offset, int maxBytes) {
        BucketLimit.require(location.bucket());
        return objects.read(caller, location, offset, maxBytes);
    }

    @Override
    public SignedLink link(Caller caller, ObjectLocation location, Duration lifetime) {
        BucketLimit.require(location.bucket());
        return objects.link(caller, location, lifetime);
    }
}
