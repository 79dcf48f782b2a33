package com.quiltdata.mcp.catalog.shared;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.ContentReader;
import com.quiltdata.mcp.catalog.objects.ObjectContent;

/**
 * Caches the documents that workflows consist of.
 *
 * @param current whether each document is read anew; what is read then is cached as well
 */
public record CachedDocuments(ContentReader objects, CallerReads reads, boolean current) implements ContentReader {
    private static final String CACHE = "workflows";

    private record Document(ObjectLocation location, long offset, int maxBytes) {}

    @Override
    public ObjectContent read(Caller caller, ObjectLocation location, long offset, int maxBytes) {
        var question = new Document(location, offset, maxBytes);
        return current
                ? reads.refreshed(caller, question, () -> objects.read(caller, location, offset, maxBytes))
                : reads.cached(CACHE, caller, question, () -> objects.read(caller, location, offset, maxBytes));
    }
}
