package com.quiltdata.mcp.conformance;

import com.quiltdata.mcp.tool.Inventory;
import java.util.List;

/** The tools that the suite calls. */
public final class FixtureTools {
    private FixtureTools() {}

    public static Inventory inventory() {
        return new Inventory(List.of(
                ContentTools.toolset(),
                StreamTools.toolset(),
                AskingTools.toolset(),
                SchemaTools.toolset(),
                SessionTools.toolset()));
    }
}
