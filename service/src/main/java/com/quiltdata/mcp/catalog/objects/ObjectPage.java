package com.quiltdata.mcp.catalog.objects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a listing; {@code nextToken} is its last key, or null on the last page. */
public record ObjectPage(
        List<ObjectSummary> objects, @Nullable String nextToken) {
    public ObjectPage {
        objects = List.copyOf(objects);
    }
}
