package com.quiltdata.mcp.mcp;

import org.jspecify.annotations.Nullable;

/** A method's result, a record or an object, before an era frames it; null {@code caching}: clients must not cache. */
public record MethodResult(Object body, @Nullable CachePolicy caching) {
    /** Creates a result that clients must not cache. */
    public MethodResult(Object body) {
        this(body, null);
    }
}
