package com.quiltdata.mcp.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.tool.RawTools;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;

/** A tool whose input schema uses what the kit's generator never writes, and that must arrive as it is. */
final class SchemaTools {
    private static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "$defs": {
                "address": {
                  "$anchor": "place",
                  "type": "object",
                  "properties": {"town": {"type": "string"}, "country": {"type": "string"}}
                }
              },
              "properties": {
                "home": {"$ref": "#/$defs/address"},
                "by": {"enum": ["post", "courier"]},
                "box": {"type": "integer"},
                "door": {"type": "string"}
              },
              "allOf": [{"anyOf": [{"required": ["box"]}, {"required": ["door"]}]}],
              "if": {"properties": {"by": {"const": "post"}}, "required": ["by"]},
              "then": {"required": ["box"]},
              "else": {"required": ["door"]},
              "additionalProperties": false
            }""";

    private SchemaTools() {}

    static Toolset toolset() {
        var plain = Fixture.of("json_schema_2020_12_tool", "Takes a rich schema.", (_, _) -> RawTools.text("Taken."));
        return new Toolset("schema", List.of(new Fixture(plain.spec(), schema(), plain.body())));
    }

    private static ObjectNode schema() {
        try {
            return new ObjectMapper().readValue(SCHEMA, ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
