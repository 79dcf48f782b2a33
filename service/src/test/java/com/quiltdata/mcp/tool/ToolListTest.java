package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The entries of {@code tools/list}. */
final class ToolListTest {
    record Note(@Doc("its text") String description) {}

    record Input(
            @Doc("whom to greet. Ask list_names first.") String who) {}

    record Output(@Doc("what was noted") List<Note> notes) {}

    private static Spec<Input, Output> spec(String name, Effect effect) {
        var description = "Greets somebody. See list_names.";
        return new Spec<>(name, "Title of " + name, effect, description, Input.class, Output.class);
    }

    private static Tool<Input, Output> tool(Spec<Input, Output> spec) {
        return new Tool<>() {
            @Override
            public Spec<Input, Output> spec() {
                return spec;
            }

            @Override
            public Output call(Input in, Call call) {
                return new Output(List.of());
            }

            @Override
            public boolean obeysBucketLimit() {
                return spec.effect() == Effect.READ;
            }
        };
    }

    private static Inventory inventory() {
        return new Inventory(List.of(
                new Toolset("greetings", List.of(tool(spec("greet", Effect.READ)))),
                new Toolset("names", List.of(tool(spec("list_names", Effect.WRITE))))));
    }

    private static JsonNode json(String text) {
        return RecordReflection.json(text.replace('\'', '"'));
    }

    @Test
    void omitsToolsThatAreNotListedAndSentencesAboutThem() {
        var list = Inventory.listing(Selection.of(inventory(), "greetings"));
        assertThat(list).hasSize(1);
        assertThat(list.at("/0/name").textValue()).isEqualTo("greet");
        assertThat(list.at("/0/description").textValue()).isEqualTo("Greets somebody.");
        assertThat(list.at("/0/inputSchema/properties/who/description").textValue())
                .isEqualTo("whom to greet.");
        assertThat(Inventory.listing(Selection.of(inventory(), "full")).at("/0/description"))
                .hasToString("\"Greets somebody. See list_names.\"");
    }

    @Test
    void omitsDescriptionsOfResultsAndTheirBounds() {
        assertThat(Inventory.listing(Selection.of(inventory(), "full")).at("/0/outputSchema"))
                .isEqualTo(json("""
                        {'type': 'object', 'properties': {'success': {'const': true}, 'notes': {'type': 'array', 'items':
                          {'type': 'object', 'properties': {'description': {'type': 'string'}},
                           'required': ['description']}}},
                         'required': ['success', 'notes']}"""));
    }

    @ParameterizedTest
    @EnumSource
    void hintsSayWhatAToolMayChange(Effect effect) {
        var tool = tool(spec("greet", effect));
        assertThat(Inventory.descriptors(List.of(tool)).at("/0/annotations")).isEqualTo(json("""
                        {'title': 'Title of greet', 'readOnlyHint': %s, 'destructiveHint': %s, 'idempotentHint': %s,
                         'openWorldHint': true}""".formatted(
                effect == Effect.READ, effect == Effect.OVERWRITE || effect == Effect.DESTROY, effect == Effect.READ)));
    }

    @Test
    void readersDeclareTheirMaximumSize() {
        var spec = spec("greet", Effect.READ);
        var descriptors = Inventory.descriptors(List.of(tool(spec), tool(spec.reading())));
        assertThat(descriptors.at("/0").has("_meta")).isFalse();
        assertThat(descriptors.at("/1/_meta/anthropic~1maxResultSizeChars").intValue())
                .isEqualTo(500_000);
    }

    @Test
    void knowsToolsThatWriteAndThoseThatCannotBeLimitedToBuckets() {
        assertThat(inventory().writing()).containsExactly("list_names");
        assertThat(inventory().unlimitable()).containsExactly("list_names");
    }
}
