package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.tool.ClientInputs;
import com.quiltdata.mcp.tool.InputRequiredException;
import com.quiltdata.mcp.tool.Progress;
import com.quiltdata.mcp.tool.Selection;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A range of protocol revisions with the same framing. Stateless: the era is determined from each request, and calls
 * nothing of the server; {@link MethodDispatcher} asks it for everything that differs between eras.
 */
public interface ProtocolEra {
    /** Returns whether this request belongs to the era. */
    boolean claims(Message.Request request, McpHeaders headers);

    /** Throws {@code RpcException} unless a request has what the era requires besides the params of its method. */
    void check(Message.Request request, McpHeaders headers);

    /** Returns the methods that only this era has, by name. */
    Map<String, BiFunction<Message.Request, Selection, MethodResult>> methods();

    /** Returns the result in the form that clients of this era expect. */
    Object frame(MethodResult result);

    /** Returns the JSON-RPC number of an error code in this era. */
    default int number(ErrorCode code) {
        return code.number();
    }

    McpResponse.Status status(ErrorCode code);

    /** Returns the protocol revision of a request; null if it names no revision of this era. */
    @Nullable
    String version(Message.Request request, McpHeaders headers);

    /** Returns the input that the client has sent so far; empty in an era without input requests. */
    default ClientInputs inputs(Message.Request request, McpRequest context) {
        return ClientInputs.none();
    }

    /** Returns the result that requests input, in an era that supports input requests. */
    default Object inputRequired(InputRequiredException.Input input, Message.Request request, McpRequest context) {
        throw new IllegalStateException("this era does not support input requests", input);
    }

    /** Returns whether the client's revision has resource_link blocks (since 2025-06-18). */
    boolean hasResourceLinks(McpHeaders headers);

    /** Returns whether the client's revision has icons (since 2025-11-25). */
    boolean hasIcons(McpHeaders headers);

    /** Returns the minimum level of log messages to send to the client; null for none. */
    Progress.@Nullable Level logLevel(JsonNode meta);
}
