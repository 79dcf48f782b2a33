package com.quiltdata.mcp.catalog.shared;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Caches the documents that workflows consist of.
 *
 * @param current whether each document is read anew; what is read then is cached as well
 */
public record CachedDocuments(ObjectReader objects, CallerReads reads, boolean current) implements ObjectReader {
    private static final String CACHE = "workflows";

    private record Document(ObjectLocation location, long offset, int maxBytes) {}

    @Override
    public ObjectContent read(Caller caller, ObjectLocation location, long offset, int maxBytes) {
        var question = new Document(location, offset, maxBytes);
        return current
                ? reads.refreshed(caller, question, () -> objects.read(caller, location, offset, maxBytes))
                : reads.cached(CACHE, caller, question, () -> objects.read(caller, location, offset, maxBytes));
    }

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
    public SignedLink link(Caller caller, ObjectLocation location, Duration lifetime) {
        return objects.link(caller, location, lifetime);
    }
}
