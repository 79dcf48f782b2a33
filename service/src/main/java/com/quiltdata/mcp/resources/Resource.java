package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory;

/** One resource at a fixed URI. */
interface Resource {
    String JSON = "application/json";

    /** How it presents itself. */
    ResourceDirectory.Entry entry();

    /** What stands there for this caller: a record in JSON's shape. */
    Record read(Call call);
}
