package com.quiltdata.mcp.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.RawTool;
import com.quiltdata.mcp.tool.Spec;

/** A tool that the suite calls by its name, and that a product has no use for. */
record Fixture(Spec<RawTool.RawArguments, CallToolResult> spec, ObjectNode inputSchema, Body body) implements RawTool {
    /** What it does. */
    @FunctionalInterface
    interface Body {
        CallToolResult of(ObjectNode arguments, Call call);
    }

    /** Without arguments. */
    static Fixture of(String name, String description, Body body) {
        return new Fixture(spec(name, description), schema(), body);
    }

    /** With one argument, a string that must be there. */
    static Fixture of(String name, String description, String argument, Body body) {
        var schema = schema();
        schema.putObject("properties").putObject(argument).put("type", "string");
        schema.putArray("required").add(argument);
        return new Fixture(spec(name, description), schema, body);
    }

    private static Spec<RawArguments, CallToolResult> spec(String name, String description) {
        return new Spec<>(name, name, Effect.READ, description, RawArguments.class, CallToolResult.class);
    }

    private static ObjectNode schema() {
        return JsonNodeFactory.instance.objectNode().put("type", "object").put("additionalProperties", false);
    }

    /** The same, answering as a stream. */
    Fixture slowly() {
        return new Fixture(spec.slowly(), inputSchema, body);
    }

    @Override
    public CallToolResult call(RawArguments in, Call call) {
        return body.of(in.json(), call);
    }
}
