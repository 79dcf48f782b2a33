package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A tool with a schema of its own that takes any arguments and builds its result itself, from any content blocks. */
public interface RawTool extends Tool<RawTool.RawArguments, CallToolResult> {
    /** The arguments as received, neither decoded nor validated. */
    record RawArguments(ObjectNode json) {}

    /** Returns the schema of the arguments. */
    ObjectNode inputSchema();
}
