package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.tool.Call;

/** What one MCP method does with the params of a request. */
@FunctionalInterface
public interface Method {
    /**
     * Does it.
     *
     * @throws com.quiltdata.mcp.rpc.RpcException when the request ends in a JSON-RPC error
     */
    Answer answer(ObjectNode params, Call call);

    /** Whether it may well take longer with these params than a connection stays open in silence. */
    default boolean slow(ObjectNode params) {
        return false;
    }
}
