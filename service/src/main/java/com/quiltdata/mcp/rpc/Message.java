package com.quiltdata.mcp.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One JSON-RPC message as a server receives it. */
public sealed interface Message {
    /** Wants an answer under its id, which is a string or an integer and is echoed with the type it came in. */
    record Request(JsonNode id, String method, Params params) implements Message {}

    /** Wants none. */
    record Notification(String method) implements Message {}

    /** A client's answer to a request of a server. This server sends none, so it is dropped. */
    record Response() implements Message {}

    /** Not a message. The id is absent even where one could be read: JSON-RPC gives it no meaning here. */
    record Malformed(ErrorCode code, String reason) implements Message {}

    /** The params of a request; {@code object} is null when what was sent is not an object. */
    record Params(@Nullable ObjectNode object) {}
}
