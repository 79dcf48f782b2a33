package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Builds the {@code tools/list} entry of a tool: name, title, description, both schemas and the four hints. */
final class ToolDescriptor {
    private ToolDescriptor() {}

    static ObjectNode of(Tool<?, ?> tool) {
        var spec = tool.spec();
        var node = ToolJson.MAPPER.createObjectNode();
        node.put("name", spec.name());
        node.put("title", spec.title());
        node.put("description", spec.description());
        node.set("inputSchema", Confirmation.added(spec, input(tool)));
        var output = output(tool);
        if (output != null) {
            node.set("outputSchema", output);
        }
        var hints = node.putObject("annotations");
        hints.put("title", spec.title());
        hints.put("readOnlyHint", spec.effect() == Effect.READ);
        hints.put("destructiveHint", spec.effect() == Effect.DESTROY);
        hints.put("idempotentHint", spec.effect() == Effect.READ);
        hints.put("openWorldHint", true);
        return node;
    }

    private static ObjectNode input(Tool<?, ?> tool) {
        return tool instanceof RawTool<?> raw
                ? raw.inputSchema().deepCopy()
                : Schemas.input(tool.spec().input());
    }

    private static @Nullable ObjectNode output(Tool<?, ?> tool) {
        return tool instanceof RawTool<?> raw
                ? raw.outputSchema()
                : Schemas.output(tool.spec().output());
    }
}
