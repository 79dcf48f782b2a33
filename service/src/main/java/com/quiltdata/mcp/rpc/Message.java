package com.quiltdata.mcp.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC message that the server received. */
public sealed interface Message {
    /** A request; {@code params} are null when they are not an object, and empty when the request has none. */
    record Request(JsonNode id, String method, @Nullable ObjectNode params) implements Message {
        /** Returns a parameter; a missing node when the request does not have it. */
        public JsonNode param(String name) {
            return params == null ? MissingNode.getInstance() : params.path(name);
        }
    }

    /** A notification, which has no response. */
    record Notification(String method) implements Message {}

    /** A client's response to a server's request. This server sends no requests, so it is ignored. */
    record Response() implements Message {}

    /** An invalid message. It has no id, even if one could be read: JSON-RPC gives it no meaning here. */
    record MalformedMessage(ErrorCode code, String reason) implements Message {}
}
