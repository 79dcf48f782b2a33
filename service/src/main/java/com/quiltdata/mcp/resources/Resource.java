package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;

/** One resource at a fixed URI. */
public interface Resource {
    String JSON = "application/json";

    /** How it presents itself. */
    Entry entry();

    /** What stands there for this caller. */
    Body read(Call call);

    /** Whether what was read may be kept for the caller, or must be asked for each time. */
    default boolean kept() {
        return true;
    }
}
