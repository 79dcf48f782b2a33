package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A tool as {@code tools/list} shows it: name, title, description, both schemas and the four hints. */
final class Descriptor {
    private Descriptor() {}

    static ObjectNode of(Spec<?, ?> spec) {
        var node = Json.MAPPER.createObjectNode();
        node.put("name", spec.name());
        node.put("title", spec.title());
        node.put("description", spec.description());
        node.set("inputSchema", Schemas.input(spec.input()));
        node.set("outputSchema", Schemas.output(spec.output()));
        var hints = node.putObject("annotations");
        hints.put("title", spec.title());
        hints.put("readOnlyHint", spec.effect() == Effect.READ);
        hints.put("destructiveHint", spec.effect() == Effect.DESTROY);
        hints.put("idempotentHint", spec.effect() == Effect.READ);
        hints.put("openWorldHint", true);
        return node;
    }
}
