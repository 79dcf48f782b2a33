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
 * The methods that all eras share.
 *
 * @param fixed results that are the same for everyone until the next release, by method
 * @param live methods that do something for a caller, by name
 * @param tools the two methods that depend on which tools are selected
 * @param about what the server says of itself
 */
public record Methods(Map<String, Answer> fixed, Map<String, Method> live, Tools tools, About about) {
    static final String TOOLS_LIST = "tools/list";
    static final String TOOLS_CALL = "tools/call";

    public Methods {
        fixed = Map.copyOf(fixed);
        live = Map.copyOf(live);
    }

    /** What the server says of itself: {@code Implementation}, {@code ServerCapabilities} and the instructions. */
    public record About(ObjectNode serverInfo, ObjectNode capabilities, String instructions) {}

    /** {@code tools/list} and {@code tools/call}, for the selection that the operator made or a narrower one. */
    public record Tools(Selection configured, Function<Selection, Answer> list, Function<Selection, Method> call) {}

    /** The tools that a connection which narrows them like this sees. */
    Selection selection(List<String> narrowing) {
        var selection = tools.configured();
        try {
            for (var names : narrowing) {
                selection = selection.narrow(names);
            }
            return selection;
        } catch (Selection.Unknown e) {
            throw new RpcException(ErrorCode.UNKNOWN_TOOLSET, String.valueOf(e.getMessage()));
        }
    }

    /** The method of this name; null when there is none. */
    @Nullable
    Method method(String name, Selection selection) {
        return name.equals(TOOLS_CALL) ? tools.call().apply(selection) : live.get(name);
    }

    /** Whether the name is a method's. */
    boolean known(String name) {
        return name.equals(TOOLS_LIST) || name.equals(TOOLS_CALL) || fixed.containsKey(name) || live.containsKey(name);
    }
}
