package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.json.OutgoingJson;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Result;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Implements {@code tools/list} and {@code tools/call}; without {@code resources}, links become text. */
record ToolMethods(
        Selection selection, Runner runner, @Nullable ResourceDirectory resources) implements MethodHandler {
    private record ListToolsResult(ArrayNode tools) {}

    /**
     * Returns the selected tools on one page, the same for every caller.
     *
     * @param views whether the server has the pages that descriptors name
     */
    static MethodResult list(Selection selection, boolean views) {
        var tools = Inventory.listing(selection);
        if (!views) {
            tools.forEach(tool -> AppView.unlink((ObjectNode) tool));
        }
        return new MethodResult(new ListToolsResult(tools), CachePolicy.of(selection));
    }

    /** Returns the list of tools without icons, for clients of a revision without them; any other result unchanged. */
    static MethodResult withoutIcons(MethodResult result) {
        if (result.body() instanceof ListToolsResult(var tools)) {
            tools.forEach(tool -> ((ObjectNode) tool).remove("icons"));
        }
        return result;
    }

    @Override
    public boolean slow(ObjectNode params) {
        return selection
                .find(params.path("name").asText())
                .map(tool -> tool.spec().slow())
                .orElse(false);
    }

    @Override
    public MethodResult handle(ObjectNode params, Call call) {
        var name = ParamsReader.text(params, "name");
        var tool = selection.find(name).orElseThrow(() -> selection.unknown(name));
        return new MethodResult(
                switch (run(tool, arguments(tool, params, call), call)) {
                    case Result.Success(var text, var blocks) ->
                        new CallToolResult(content(text, blocks), false, OutgoingJson.raw(text));
                    case CallToolResult raw -> raw;
                    case Result.FailureResult(var failure) ->
                        new CallToolResult(content(String.valueOf(failure.getMessage()), List.of()), true, null);
                });
    }

    /** Returns the arguments. If they are not an object, records the refused call and throws a protocol error. */
    private ObjectNode arguments(Tool<?, ?> tool, ObjectNode params, Call call) {
        try {
            return ParamsReader.object(params, "arguments");
        } catch (RpcException e) {
            var reason = new Failure.Invalid(String.valueOf(e.getMessage()));
            var _ = runner.refuse(tool, JsonNodeFactory.instance.objectNode(), reason, call);
            throw e;
        }
    }

    /** Runs a tool. One that may not run here fails with a message for the model, not as an unknown tool. */
    private Result run(Tool<?, ?> tool, ObjectNode arguments, Call call) {
        if (!selection.runs(tool)) {
            var excluded = selection.excludedNames().contains(tool.spec().name());
            return refuse(
                    tool, arguments, "This connection " + (excluded ? "excludes the tool" : "is read-only"), call);
        }
        var allowed = AllowedBuckets.current();
        return allowed.isLimited() && !tool.obeysBucketLimit()
                ? refuse(tool, arguments, allowed.clause() + ", to which this tool cannot be limited", call)
                : runner.run(tool, arguments, call.on(selection));
    }

    private Result refuse(Tool<?, ?> tool, ObjectNode arguments, String reason, Call call) {
        var name = tool.spec().name();
        var refusal = new Failure.Denied("%s: %s was not run and nothing was written.".formatted(reason, name));
        return runner.refuse(tool, arguments, refusal, call);
    }

    private List<ContentBlock> content(String text, List<ContentBlock> blocks) {
        if (blocks.isEmpty()) {
            return List.of(new ContentBlock.TextContent(text));
        }
        return Stream.concat(
                        Stream.of(new ContentBlock.TextContent(text)),
                        blocks.stream().map(this::readable))
                .toList();
    }

    /** Returns the block; a link to a resource that this server does not serve becomes text. */
    private ContentBlock readable(ContentBlock block) {
        return block instanceof ContentBlock.ResourceLink link
                        && (resources == null || (link.size() != null && link.size() > resources.maxBytes()))
                ? link.asText()
                : block;
    }
}
