package com.quiltdata.mcp.rpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.primitives.Bytes;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.OutgoingJson;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON-RPC 2.0 messages. */
public final class Codec {
    private static final byte[] HEAD = "{\"jsonrpc\":\"2.0\",\"id\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESULT = ",\"result\":".getBytes(StandardCharsets.US_ASCII);
    /** What follows the result in a response. */
    static final byte[] TAIL = "}".getBytes(StandardCharsets.US_ASCII);

    private static final ObjectWriter WRITER = OutgoingJson.wire()
            .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.ALWAYS))
            .build()
            .writer();

    private final BoundedJsonParser reader;

    /** Creates a codec that reads strings up to this number of characters. */
    public Codec(int maxString) {
        reader = BoundedJsonParser.requests(maxString);
    }

    /** Reads one message. Never throws: an invalid message becomes {@link Message.MalformedMessage}. */
    public Message read(byte[] body) {
        try {
            return switch (reader.read(body)) {
                case ObjectNode object -> message(object);
                case ArrayNode _ -> invalid("batches are not supported; send one JSON-RPC object per HTTP request");
                case MissingNode _ -> unparsable("is empty");
                default -> invalid("send a JSON object");
            };
        } catch (UnreadableJsonException e) {
            var reason = String.valueOf(e.getMessage());
            return e.tooLarge() ? invalid("the body " + reason) : unparsable(reason);
        }
    }

    private static Message unparsable(String reason) {
        return new Message.MalformedMessage(ErrorCode.PARSE_ERROR, "Parse error: the body " + reason + ".");
    }

    private static Message invalid(String reason) {
        return new Message.MalformedMessage(ErrorCode.INVALID_REQUEST, "Invalid request: " + reason + ".");
    }

    private static Message message(ObjectNode object) {
        if (!"2.0".equals(object.path("jsonrpc").textValue())) {
            return invalid("\"jsonrpc\" must be \"2.0\"");
        } else if (!object.has("method")) {
            return object.has("result") || object.has("error")
                    ? new Message.Response()
                    : invalid("\"method\" is missing");
        }
        var method = object.get("method").textValue();
        if (method == null) {
            return invalid("\"method\" must be a string");
        }
        return object.has("id") ? request(object, method) : new Message.Notification(method);
    }

    private static Message request(ObjectNode object, String method) {
        var id = MessageId.echoed(object.get("id"));
        if (id == null) {
            return invalid(
                    "\"id\" must be an integer, or a string of at most %,d characters without NUL or unpaired surrogates"
                            .formatted(MessageId.MAX_LENGTH));
        }
        return switch (object.get("params")) {
            case null -> new Message.Request(id, method, object.objectNode());
            case NullNode _ -> new Message.Request(id, method, object.objectNode());
            case ObjectNode params -> new Message.Request(id, method, params);
            default -> new Message.Request(id, method, null);
        };
    }

    /** Returns a tree, or a record with its components in order and without nulls, as bytes. */
    public byte[] bytes(Object value) {
        return bytes(WRITER, value);
    }

    /** Returns a tree as bytes with its keys sorted. */
    public byte[] canonical(JsonNode node) {
        return bytes(WRITER.with(JsonNodeFeature.WRITE_PROPERTIES_SORTED), node);
    }

    private static byte[] bytes(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result is always writable", e);
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
        return Bytes.concat(HEAD, bytes(id), RESULT, result, TAIL);
    }

    /** Returns a response with this result. */
    public byte[] result(JsonNode id, PreparedResult result) {
        return result(id, result.json());
    }

    /** Returns an error response; without an id when the request's id could not be read. */
    public byte[] error(@Nullable JsonNode id, int code, String message, @Nullable JsonNode data) {
        return bytes(new ErrorResponse("2.0", id, new ErrorObject(code, message, data)));
    }

    private record ErrorResponse(String jsonrpc, @Nullable JsonNode id, ErrorObject error) {}

    private record ErrorObject(
            int code, String message, @Nullable JsonNode data) {}
}
