package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.tool.Call;

/** The implementation of one MCP method. */
@FunctionalInterface
public interface MethodHandler {
    /** Runs the method; throws {@code RpcException} if the request ends in a JSON-RPC error. */
    MethodResult handle(ObjectNode params, Call call);

    /** Returns whether the call may outlast the idle timeout of a connection, so that it should be streamed. */
    default boolean slow(ObjectNode params) {
        return false;
    }
}
