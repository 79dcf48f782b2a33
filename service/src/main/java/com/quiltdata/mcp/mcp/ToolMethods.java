package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.RawResult;
import com.quiltdata.mcp.tool.Result;
import com.quiltdata.mcp.tool.Runner;

/** {@code tools/list} and {@code tools/call}. */
final class ToolMethods implements Method {
    private final Inventory inventory;
    private final Runner runner;

    ToolMethods(Inventory inventory, Runner runner) {
        this.inventory = inventory;
        this.runner = runner;
    }

    /** All tools on one page, the same for every caller. */
    Answer list() {
        var body = JsonNodeFactory.instance.objectNode();
        body.set("tools", inventory.descriptors());
        return new Answer(body, Caching.RELEASE);
    }

    @Override
    public boolean slow(ObjectNode params) {
        return inventory
                .find(params.path("name").asText())
                .map(tool -> tool.spec().slow())
                .orElse(false);
    }

    @Override
    public Answer answer(ObjectNode params, Call call) {
        var name = Params.text(params, "name");
        var tool = inventory
                .find(name)
                .orElseThrow(() -> new RpcException(
                        ErrorCode.INVALID_PARAMS, "Unknown tool: ask tools/list for the names that exist."));
        return new Answer(
                switch (runner.run(tool, Params.object(params, "arguments"), call)) {
                    case Result.Success(var structured, var text) -> {
                        var body = content(text).put("isError", false);
                        body.set("structuredContent", structured);
                        yield body;
                    }
                    case Result.Raw(var raw) -> raw(raw);
                    case Result.Failed(var failure) ->
                        content(String.valueOf(failure.getMessage())).put("isError", true);
                },
                null);
    }

    private static ObjectNode content(String text) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("content").addObject().put("type", "text").put("text", text);
        return body;
    }

    private static ObjectNode raw(RawResult raw) {
        var body = JsonNodeFactory.instance.objectNode();
        body.set("content", raw.content());
        body.put("isError", raw.isError());
        if (raw.structured() != null) {
            body.set("structuredContent", raw.structured());
        }
        return body;
    }
}
