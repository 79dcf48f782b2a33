package com.quiltdata.mcp.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;

/** Finds the id of a JSON-RPC request in the first bytes of its body, for a refusal before the body is read as a whole. */
final class JsonRpcId {
    private static final int DEPTH = 64;
    private static final int LONGEST = 128;
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(LONGEST)
                    .build())
            .build();

    private JsonRpcId() {}

    /** The id, a string or an integer; a null node where there is none in these bytes. */
    static JsonNode find(byte[] body, int length) {
        try (var parser = JSON.createParser(body, 0, length)) {
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
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue());
        }
        return token == JsonToken.VALUE_STRING && parser.getTextLength() <= LONGEST
                ? JsonNodeFactory.instance.textNode(parser.getText())
                : none();
    }

    private static JsonNode none() {
        return JsonNodeFactory.instance.nullNode();
    }
}
