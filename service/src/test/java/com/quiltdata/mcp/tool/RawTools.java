package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Tools of a test whose result is whatever it says. */
public final class RawTools {
    private RawTools() {}

    /** A tool that takes any object. */
    public static RawTool<RawTool.Arguments> of(
            String name, Effect effect, BiFunction<ObjectNode, Call, RawResult> behaviour) {
        return of(new Spec<>(name, "Sample", effect, "A sample.", RawTool.Arguments.class, RawResult.class), behaviour);
    }

    /** A tool that takes any object, and its time. */
    public static RawTool<RawTool.Arguments> slow(String name, Function<Call, RawResult> behaviour) {
        var spec = new Spec<>(name, "Slow", Effect.READ, "A sample.", RawTool.Arguments.class, RawResult.class);
        return of(spec.slowly(), (_, call) -> behaviour.apply(call));
    }

    private static RawTool<RawTool.Arguments> of(
            Spec<RawTool.Arguments, RawResult> spec, BiFunction<ObjectNode, Call, RawResult> behaviour) {
        return new RawTool<>() {
            @Override
            public Spec<RawTool.Arguments, RawResult> spec() {
                return spec;
            }

            @Override
            public ObjectNode inputSchema() {
                return JsonNodeFactory.instance.objectNode().put("type", "object");
            }

            @Override
            public RawResult call(RawTool.Arguments in, Call call) {
                return behaviour.apply(in.json(), call);
            }
        };
    }
}
