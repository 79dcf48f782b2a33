package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The listed schemas keep the rules of the strictest clients: those that convert arguments to Gemini's subset of
 * OpenAPI 3.0, OpenAI's and Anthropic's limits of names and descriptions, and the MCP Inspector's portability check.
 */
final class PortableSchemasTest {
    private static final Set<String> TYPES = Set.of("object", "array", "string", "integer", "number", "boolean");
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "default",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "minLength",
            "maxLength",
            "pattern");
    private static final Set<String> CONSTRAINTS = Set.of("type", "const", "enum", "anyOf");

    static Stream<String> presets() {
        return Stream.concat(
                Stream.of("standard", "readonly", "full"),
                Everything.inventory().toolsets().stream().map(toolset -> toolset.name()));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void schemasOfEveryPresetArePortable(String preset) {
        var tools = Inventory.listing(Selection.of(Everything.inventory(), preset));
        assertThat(tools).isNotEmpty();
        var findings = new ArrayList<String>();
        for (var tool : tools) {
            var name = tool.path("name").asText();
            if (!name.matches("[a-zA-Z_][a-zA-Z0-9_-]{0,63}")
                    || tool.path("description").asText().length() > 1024) {
                findings.add(name + ": name or description");
            }
            argument(tool.path("inputSchema"), name, findings);
            result(tool.path("outputSchema"), name, findings);
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void reportsSchemasThatClientsRefuse() throws IOException {
        for (var schema : List.of(
                "{}",
                "{'type':'object'}",
                "{'type':'object','properties':{}}",
                "{'type':['string','null']}",
                "{'type':'array'}",
                "{'type':'string','format':'uri'}",
                "{'oneOf':[{'type':'string'}]}",
                "{'type':'object','properties':{'a b':{'type':'string'}}}",
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['b']}")) {
            var findings = new ArrayList<String>();
            argument(new ObjectMapper().readTree(schema.replace('\'', '"')), "", findings);
            assertThat(findings).as(schema).isNotEmpty();
        }
    }

    private static void argument(JsonNode schema, String path, List<String> findings) {
        var type = schema.path("type").asText();
        var properties = schema.path("properties");
        schema.fieldNames().forEachRemaining(it -> check(KEYWORDS.contains(it), path, it, findings));
        check(TYPES.contains(type), path, "type", findings);
        check(type.equals("array") == schema.has("items"), path, "items", findings);
        check(type.equals("object") != properties.isEmpty(), path, "properties", findings);
        schema.path("required").forEach(it -> check(properties.has(it.asText()), path, "required", findings));
        properties.properties().forEach(it -> {
            check(it.getKey().matches("[a-zA-Z0-9_.-]{1,64}"), path, it.getKey(), findings);
            argument(it.getValue(), path + "." + it.getKey(), findings);
        });
        if (schema.has("items")) {
            argument(schema.path("items"), path + "[]", findings);
        }
    }

    /** Clients do not send results' schemas to models: a schema that constrains nothing is the only finding. */
    private static void result(JsonNode schema, String path, List<String> findings) {
        check(CONSTRAINTS.stream().anyMatch(schema::has), path, "result's type", findings);
        check(!schema.path("type").isArray() && !schema.has("format"), path, "result's type", findings);
        schema.path("properties").properties().forEach(it -> result(it.getValue(), path + "." + it.getKey(), findings));
        if (schema.has("items")) {
            result(schema.path("items"), path + "[]", findings);
        }
    }

    private static void check(boolean right, String path, String what, List<String> findings) {
        if (!right) {
            findings.add(path + ": " + what);
        }
    }
}
