package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import com.quiltdata.mcp.tool.RunningTools;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A resource at a fixed URI, read with the caller's rights.
 *
 * @param cacheable whether its content is cached for the caller
 * @param toolset the toolset without which the resource does not exist; null if it always exists
 */
public record Resource(
        Entry entry, boolean cacheable, @Nullable String toolset, Function<Call, Body> content) {
    static final String JSON = "application/json";

    public Resource {
        if (cacheable && toolset != null) {
            throw new IllegalArgumentException("the cache does not know toolsets: " + entry.uri());
        }
    }

    /** A resource that always exists. */
    public Resource(Entry entry, boolean cacheable, Function<Call, Body> content) {
        this(entry, cacheable, null, content);
    }

    boolean existsWhere(RunningTools tools) {
        return toolset == null || tools.runsAnyOf(toolset);
    }
}
