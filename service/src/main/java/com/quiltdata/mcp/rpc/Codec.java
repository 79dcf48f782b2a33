package com.quiltdata.mcp.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.OutgoingJson;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON-RPC 2.0 messages. */
public final class Codec {
    private static final byte[] HEAD = ascii("{\"jsonrpc\":\"2.0\",\"id\":");
    private static final byte[] RESULT = ascii(",\"result\":");
    private static final byte[] TAIL = ascii("}");
    private static final JsonMapper WRITER = OutgoingJson.wire().build();

    private final BoundedJsonParser reader;

    /**
     * Creates a codec.
     *
     * @param longestString maximum length of a string value that is read, in characters
     */
    public Codec(int longestString) {
        reader = BoundedJsonParser.requests(longestString);
    }

    /** Reads one message. Never throws: an invalid message becomes {@link Message.MalformedMessage}. */
    public Message read(byte[] body) {
        try {
            var node = reader.read(body);
            return node.isMissingNode() ? unparsable("is empty") : message(node);
        } catch (UnreadableJsonException e) {
            var reason = String.valueOf(e.getMessage());
            return e.tooLarge() ? invalid("the body " + reason) : unparsable(reason);
        }
    }

    private static Message unparsable(String why) {
        return new Message.MalformedMessage(ErrorCode.PARSE_ERROR, "Parse error: the body " + why + ".");
    }

    private static Message message(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> message(object);
            case ArrayNode _ -> invalid("batches are not supported; send one JSON-RPC object per HTTP request");
            default -> invalid("send a JSON object");
        };
    }

    private static Message message(ObjectNode object) {
        if (!"2.0".equals(object.path("jsonrpc").textValue())) {
            return invalid("\"jsonrpc\" must be \"2.0\"");
        } else if (!object.has("method")) {
            return object.has("result") || object.has("error")
                    ? new Message.Response()
                    : invalid("\"method\" is missing");
        } else if (!object.get("method").isTextual()) {
            return invalid("\"method\" must be a string");
        }
        return call(object, object.get("method").textValue());
    }

    private static Message call(ObjectNode object, String method) {
        var id = object.get("id");
        if (id == null) {
            return new Message.Notification(method);
        }
        var echoed = MessageId.echoed(id);
        if (echoed == null) {
            return invalid(
                    "\"id\" must be an integer, or a string of at most %,d characters without NUL or unpaired surrogates"
                            .formatted(MessageId.MAX_LENGTH));
        }
        var params = object.get("params");
        if (params == null || params.isNull()) {
            return new Message.Request(echoed, method, new Message.Params(object.objectNode()));
        }
        return new Message.Request(
                echoed, method, new Message.Params(params instanceof ObjectNode given ? given : null));
    }

    private static Message invalid(String why) {
        return new Message.MalformedMessage(ErrorCode.INVALID_REQUEST, "Invalid request: " + why + ".");
    }

    /** Returns a tree as bytes. */
    public byte[] bytes(JsonNode node) {
        try {
            return WRITER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always writable", e);
        }
    }

    /** Returns a tree as bytes with its keys sorted. */
    public byte[] canonical(JsonNode node) {
        try {
            return WRITER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED).writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always writable", e);
        }
    }

    /** Returns the object that {@link #bytes} wrote as these bytes. */
    public ObjectNode object(byte[] bytes) {
        try {
            if (reader.read(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("the bytes are not a JSON object");
        } catch (UnreadableJsonException e) {
            throw new IllegalArgumentException("the bytes are not JSON", e);
        }
    }

    /** Returns a response with a result that is already encoded. */
    public byte[] result(JsonNode id, byte[] result) {
        var idBytes = bytes(id);
        var out = new ByteArrayOutputStream(HEAD.length + idBytes.length + RESULT.length + result.length + TAIL.length);
        out.writeBytes(HEAD);
        out.writeBytes(idBytes);
        out.writeBytes(RESULT);
        out.writeBytes(result);
        out.writeBytes(TAIL);
        return out.toByteArray();
    }

    /** Returns an error response; without an id when the request's id could not be read. */
    public byte[] error(@Nullable JsonNode id, int code, String message, @Nullable JsonNode data) {
        var node = WRITER.createObjectNode().put("jsonrpc", "2.0");
        if (id != null) {
            node.set("id", id);
        }
        var error = node.putObject("error").put("code", code).put("message", message);
        if (data != null) {
            error.set("data", data);
        }
        return bytes(node);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
