package com.quiltdata.mcp.mcp;

import org.jspecify.annotations.Nullable;

/**
 * The result of an MCP method before an era frames it.
 *
 * @param body a record with the components of the method's result in MCP, or an object
 * @param caching null if clients must not cache it
 */
public record MethodResult(Object body, @Nullable CachePolicy caching) {
    /** Creates a result that clients must not cache. */
    public MethodResult(Object body) {
        this(body, null);
    }
}
