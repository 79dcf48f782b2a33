package com.quiltdata.mcp.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.json.ForeignJson;
import com.quiltdata.mcp.rpc.MessageId;
import java.io.IOException;
import java.io.Writer;

/** Finds the id of a JSON-RPC request in the first bytes of its body, for a refusal before the body is read as a whole. */
final class JsonRpcId {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonRpcId() {}

    /** The id as it is to be sent back; a null node where there is none in these bytes. */
    static JsonNode find(byte[] body, int length) {
        try (var parser = ForeignJson.DOCUMENT.parser(body, 0, length)) {
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

    /** Whether these bytes end with the value, which more bytes may make a longer one. */
    private static boolean cut(JsonParser parser) throws IOException {
        return parser.releaseBuffered(Writer.nullWriter()) <= 0;
    }

    private static JsonNode none() {
        return NODES.nullNode();
    }
}
