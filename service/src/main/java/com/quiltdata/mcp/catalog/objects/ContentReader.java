package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;

/** Reads the content of objects with the caller's own temporary credentials. */
@FunctionalInterface
public interface ContentReader {
    /**
     * Reads up to {@code maxBytes} bytes from {@code offset}. An offset at or past the end is {@link
     * Failure.Invalid}, except 0 in an empty object.
     */
    ObjectContent read(Caller caller, ObjectLocation location, long offset, int maxBytes);
}
