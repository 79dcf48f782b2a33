package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Selection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The MCP methods that all eras share.
 *
 * @param fixed results that change only with a release and are the same for everyone, by method
 * @param live methods that run per call, by name
 * @param tools the methods that depend on the selected tools
 * @param about the server's description of itself
 */
public record Methods(
        Map<String, MethodResult> fixed, Map<String, MethodHandler> live, ToolHandlers tools, ServerDescription about) {
    static final String TOOLS_LIST = "tools/list";
    static final String TOOLS_CALL = "tools/call";

    public Methods {
        fixed = Map.copyOf(fixed);
        live = Map.copyOf(live);
    }

    /** The server's {@code Implementation}, {@code ServerCapabilities} and instructions. */
    public record ServerDescription(ObjectNode serverInfo, ObjectNode capabilities, String instructions) {}

    /** {@code tools/list} and {@code tools/call} for the operator's selection of tools or a narrower one. */
    public record ToolHandlers(
            Selection configured, Function<Selection, MethodResult> list, Function<Selection, MethodHandler> call) {}

    /** Returns the operator's selection of tools, narrowed by a connection. */
    Selection selection(List<String> narrowing) {
        var selection = tools.configured();
        try {
            for (var names : narrowing) {
                selection = selection.narrow(names);
            }
            return selection;
        } catch (Selection.UnknownToolsetException e) {
            throw new RpcException(ErrorCode.UNKNOWN_TOOLSET, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the method that runs per call by name; null if there is none. */
    @Nullable
    MethodHandler method(String name, Selection selection) {
        return name.equals(TOOLS_CALL) ? tools.call().apply(selection) : live.get(name);
    }

    /** Returns whether a method of this name exists. */
    boolean known(String name) {
        return name.equals(TOOLS_LIST) || name.equals(TOOLS_CALL) || fixed.containsKey(name) || live.containsKey(name);
    }
}
