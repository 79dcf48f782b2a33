package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Block;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.RawResult;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Result;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.Tool;
import org.jspecify.annotations.Nullable;

/** {@code tools/list} and {@code tools/call}. */
final class ToolMethods implements Method {
    private final Selection selection;
    private final Runner runner;
    private final @Nullable ResourceDirectory resources;

    /** @param resources what links lead to; absent when resources are switched off */
    ToolMethods(Selection selection, Runner runner, @Nullable ResourceDirectory resources) {
        this.selection = selection;
        this.runner = runner;
        this.resources = resources;
    }

    /**
     * The selected tools on one page, the same for every caller. A list that a connection narrowed is not to be shared:
     * it depends on a header that is no part of what a cache looks at.
     */
    static Answer list(Selection selection) {
        var body = JsonNodeFactory.instance.objectNode();
        body.set("tools", Inventory.listing(selection.listed()));
        return new Answer(body, selection.narrowed() ? Caching.CONNECTION : Caching.RELEASE);
    }

    @Override
    public boolean slow(ObjectNode params) {
        return selection
                .find(params.path("name").asText())
                .map(tool -> tool.spec().slow())
                .orElse(false);
    }

    @Override
    public Answer answer(ObjectNode params, Call call) {
        var name = Params.text(params, "name");
        var tool = selection
                .find(name)
                .orElseThrow(() -> new RpcException(
                        ErrorCode.INVALID_PARAMS, "Unknown tool: ask tools/list for the names that exist."));
        return new Answer(
                switch (run(tool, arguments(tool, params, call), call)) {
                    case Result.Success success -> raw(shown(success));
                    case Result.Raw(var raw) -> raw(raw);
                    case Result.Failed(var failure) ->
                        content(String.valueOf(failure.getMessage())).put("isError", true);
                },
                null);
    }

    /** Arguments that are no object are an error of the protocol, and a call of the tool all the same. */
    private ObjectNode arguments(Tool<?, ?> tool, ObjectNode params, Call call) {
        try {
            return Params.object(params, "arguments");
        } catch (RpcException e) {
            var reason = new Failure.Invalid(String.valueOf(e.getMessage()));
            var _ = runner.refuse(tool, JsonNodeFactory.instance.objectNode(), reason, call);
            throw e;
        }
    }

    /** In read-only mode a tool that writes is told of as a failure, which models act on, not as an unknown name. */
    private Result run(Tool<?, ?> tool, ObjectNode arguments, Call call) {
        return selection.runs(tool)
                ? runner.run(tool, arguments, call)
                : runner.refuse(
                        tool,
                        arguments,
                        new Failure.Denied(
                                "Only reading is allowed on this connection, so %s was not run and nothing was changed."
                                        .formatted(tool.spec().name())),
                        call);
    }

    private RawResult shown(Result.Success success) {
        var result = RawResult.empty().text(success.text()).structured(success.structured());
        for (var block : success.blocks()) {
            result = switch (block) {
                case Block.Image(var mimeType, var data) -> result.image(mimeType, data);
                case Block.Link link when readable(link) -> result.link(link);
                case Block.Link link -> result.text(Links.text(link.name(), link.uri()));
            };
        }
        return result;
    }

    private boolean readable(Block.Link link) {
        return resources != null && (link.size() == null || link.size() <= resources.maxBytes());
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
