package com.quiltdata.mcp.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC message that the server received. */
public sealed interface Message {
    /** A request. Its id, a string or an integer, is returned in the response with the same JSON type. */
    record Request(JsonNode id, String method, Params params) implements Message {}

    /** A notification, which has no response. */
    record Notification(String method) implements Message {}

    /** A client's response to a server's request. This server sends no requests, so it is ignored. */
    record Response() implements Message {}

    /** An invalid message. It has no id, even if one could be read: JSON-RPC gives it no meaning here. */
    record MalformedMessage(ErrorCode code, String reason) implements Message {}

    /** The params of a request; {@code object} is null when the params are not an object. */
    record Params(@Nullable ObjectNode object) {}
}
