package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Prefix;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An object reader that limits each read to {@code maxBytes}, the maximum that a result can carry. */
public record BoundedObjectReader(ObjectReader objects, int maxBytes) implements ObjectReader {
    @Override
    public ObjectPage list(
            Caller caller, S3Prefix prefix, @Nullable String delimiter, int maxKeys, @Nullable String after) {
        return objects.list(caller, prefix, delimiter, maxKeys, after);
    }

    @Override
    public ObjectInfo info(Caller caller, ObjectLocation location) {
        return objects.info(caller, location);
    }

    @Override
    public ObjectContent read(Caller caller, ObjectLocation location, long offset, int requestedBytes) {
        return objects.read(caller, location, offset, Math.min(requestedBytes, maxBytes));
    }

    @Override
    public SignedLink link(Caller caller, ObjectLocation location, Duration lifetime) {
        return objects.link(caller, location, lifetime);
    }
}
