package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.util.function.Function;

/**
 * A resource at a fixed URI.
 *
 * @param entry the entry of {@code resources/list}
 * @param cacheable whether the content may be cached for the caller
 * @param content reads the content with the caller's rights
 */
public record Resource(Entry entry, boolean cacheable, Function<Call, Body> content) {
    static final String JSON = "application/json";
}
