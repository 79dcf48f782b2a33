package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.tool.Answers;
import com.quiltdata.mcp.tool.Needed;
import com.quiltdata.mcp.tool.Progress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The differences between eras: how results and errors are framed, and what a client can be asked. */
public interface Framing {
    /** The result as this era's clients expect it. */
    ObjectNode frame(Answer answer);

    /** The number of an error code in this era. */
    int number(ErrorCode code);

    Reply.Status status(ErrorCode code);

    /** The revision that this request is of; null when it names none of this era's. */
    @Nullable
    String version(Message.Request request, Inbound inbound);

    /** The methods that this era answers by itself. */
    default Set<String> own() {
        return Set.of();
    }

    /** What the client has answered so far; nothing in an era that cannot ask. */
    default Answers answers(Message.Request request, Inbound inbound) {
        return Answers.none();
    }

    /** The result that asks, of an era whose {@link #answers} can. */
    default ObjectNode asking(Needed.Input needed, Message.Request request, Inbound inbound) {
        throw new IllegalStateException("an era that cannot ask was made to", needed);
    }

    /** Whether the client's revision knows blocks of resource_link, which came with 2025-06-18. */
    boolean linked(Inbound inbound);

    /** The least level of log messages that the client wants; null when it wants none. */
    default Progress.@Nullable Level logging(JsonNode meta) {
        return null;
    }
}
