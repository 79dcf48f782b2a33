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
 * The MCP methods that all eras share. What a method does may depend on the tools that a connection selects.
 *
 * @param configured the operator's selection of tools
 * @param prepared results that change only with a release and the selection, by method
 * @param live methods that run per call, by name
 * @param about the server's description of itself
 */
public record Methods(
        Selection configured,
        Map<String, Function<Selection, MethodResult>> prepared,
        Map<String, Function<Selection, MethodHandler>> live,
        ServerDescription about) {
    static final String TOOLS_CALL = "tools/call";

    public Methods {
        prepared = Map.copyOf(prepared);
        live = Map.copyOf(live);
    }

    /** The server's name and version, its {@code ServerCapabilities} and its instructions. */
    public record ServerDescription(
            Implementation serverInfo, ObjectNode capabilities, Function<Selection, String> instructions) {}

    /** The name and version of a program (MCP {@code Implementation}). */
    public record Implementation(String name, String title, String version) {}

    /** Returns the operator's selection of tools, narrowed by a connection. */
    public Selection selection(List<String> narrowing) {
        var selection = configured;
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
        var method = live.get(name);
        return method == null ? null : method.apply(selection);
    }

    /** Returns whether a method of this name exists. */
    boolean known(String name) {
        return prepared.containsKey(name) || live.containsKey(name);
    }
}
