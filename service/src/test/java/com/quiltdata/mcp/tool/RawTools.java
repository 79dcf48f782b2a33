package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Tools of a test whose result is whatever it says. */
public final class RawTools {
    private RawTools() {}

    /** A result that is one text. */
    public static CallToolResult text(String text) {
        return CallToolResult.of(new ContentBlock.TextContent(text));
    }

    /** A tool that takes any object. */
    public static RawTool of(String name, Effect effect, BiFunction<ObjectNode, Call, CallToolResult> behaviour) {
        return of(
                new Spec<>(name, "Sample", effect, "A sample.", RawTool.RawArguments.class, CallToolResult.class),
                behaviour);
    }

    /** A tool that takes any object, and its time. */
    public static RawTool slow(String name, Function<Call, CallToolResult> behaviour) {
        var spec = new Spec<>(name, "Slow", Effect.READ, "A sample.", RawTool.RawArguments.class, CallToolResult.class);
        return of(spec.slowly(), (_, call) -> behaviour.apply(call));
    }

    private static RawTool of(
            Spec<RawTool.RawArguments, CallToolResult> spec, BiFunction<ObjectNode, Call, CallToolResult> behaviour) {
        return new RawTool() {
            @Override
            public Spec<RawTool.RawArguments, CallToolResult> spec() {
                return spec;
            }

            @Override
            public ObjectNode inputSchema() {
                return JsonNodeFactory.instance.objectNode().put("type", "object");
            }

            @Override
            public CallToolResult call(RawTool.RawArguments in, Call call) {
                return behaviour.apply(in.json(), call);
            }
        };
    }
}
