package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;

/** A resource at a fixed URI. */
public interface Resource {
    String JSON = "application/json";

    /** Returns the entry of {@code resources/list}. */
    Entry entry();

    /** Reads the content with the caller's rights. */
    Body read(Call call);

    /** Returns whether the content may be cached for the caller. */
    default boolean kept() {
        return true;
    }
}
