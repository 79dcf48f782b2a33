package com.quiltdata.mcp.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.rpc.MessageId;
import java.io.IOException;
import java.io.Writer;

/** Finds the id of a JSON-RPC request in the first bytes of its body, for a refusal before the body is complete. */
final class JsonRpcIdParser {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonRpcIdParser() {}

    /** Returns the id to send back; a null node if these bytes contain none. */
    static JsonNode find(byte[] body, int length) {
        try (var parser = BoundedJsonParser.DOCUMENT.parser(body, 0, length)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? find(parser) : none();
        } catch (IOException e) {
            return none();
        }
    }

    private static JsonNode find(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var id = parser.currentName().equals("id");
            var token = parser.nextToken();
            if (id) {
                return value(parser, token);
            }
            parser.skipChildren();
        }
        return none();
    }

    private static JsonNode value(JsonParser parser, JsonToken token) throws IOException {
        var id = MessageId.echoed(
                switch (token) {
                    case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
                    case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
                    case VALUE_STRING -> NODES.textNode(parser.getText());
                    default -> none();
                });
        return id == null || (token.isNumeric() && cut(parser)) ? none() : id;
    }

    /** Returns whether the value ends at the end of these bytes; it may then be truncated. */
    private static boolean cut(JsonParser parser) throws IOException {
        return parser.releaseBuffered(Writer.nullWriter()) <= 0;
    }

    private static JsonNode none() {
        return NODES.nullNode();
    }
}
