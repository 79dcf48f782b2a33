package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.tool.ClientInputs;
import com.quiltdata.mcp.tool.InputRequiredException;
import com.quiltdata.mcp.tool.Progress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The differences between eras: framing of results and errors, and support for input requests. */
public interface EraRules {
    /** Returns the result in the form that clients of this era expect. */
    ObjectNode frame(MethodResult answer);

    /** Returns the JSON-RPC number of an error code in this era. */
    int number(ErrorCode code);

    McpResponse.Status status(ErrorCode code);

    /** Returns the protocol revision of a request; null if it names no revision of this era. */
    @Nullable
    String version(Message.Request request, McpRequest inbound);

    /** Returns the methods that only this era serves. */
    default Set<String> own() {
        return Set.of();
    }

    /** Returns the input that the client has sent so far; empty in an era without input requests. */
    default ClientInputs answers(Message.Request request, McpRequest inbound) {
        return ClientInputs.none();
    }

    /** Returns the result that requests input, in an era that supports input requests. */
    default ObjectNode asking(InputRequiredException.Input needed, Message.Request request, McpRequest inbound) {
        throw new IllegalStateException("this era does not support input requests", needed);
    }

    /** Returns whether the client's revision has resource_link blocks (since 2025-06-18). */
    boolean linked(McpRequest inbound);

    /** Returns the minimum level of log messages to send to the client; null for none. */
    default Progress.@Nullable Level logging(JsonNode meta) {
        return null;
    }
}
