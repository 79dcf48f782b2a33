package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.util.function.Function;

/** A resource at a fixed URI, read with the caller's rights, and cached for that caller if {@code cacheable}. */
public record Resource(Entry entry, boolean cacheable, Function<Call, Body> content) {
    static final String JSON = "application/json";
}
