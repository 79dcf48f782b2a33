package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Call;

/** {@code prompts/list} and {@code prompts/get}: there are no prompts yet, so every name is unknown. */
final class PromptMethods {
    private PromptMethods() {}

    static Answer list() {
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("prompts");
        return new Answer(body, Caching.RELEASE);
    }

    static Answer get(ObjectNode params, Call call) {
        Params.text(params, "name");
        throw new RpcException(ErrorCode.INVALID_PARAMS, "Unknown prompt: prompts/list has the names that exist.");
    }
}
