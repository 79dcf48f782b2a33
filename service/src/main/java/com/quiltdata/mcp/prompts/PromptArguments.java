package com.quiltdata.mcp.prompts;

import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.Map;
import java.util.Optional;

/**
 * The validated arguments of a prompt: all required ones are present, and none is unknown. The text of a prompt quotes
 * them as JSON strings, so that the end of each value is unambiguous.
 */
public final class PromptArguments {
    private static final int MOST_CHARACTERS = 4000;

    private final Map<String, String> values;

    private PromptArguments(Map<String, String> values) {
        this.values = values;
    }

    static PromptArguments of(Prompt.Spec spec, Map<String, String> values) {
        for (var argument : spec.arguments()) {
            if (argument.required() && values.getOrDefault(argument.name(), "").isBlank()) {
                throw new Failure.Invalid(
                        "The prompt %s requires the argument `%s`.".formatted(spec.name(), argument.name()));
            }
        }
        for (var value : values.entrySet()) {
            if (spec.arguments().stream().noneMatch(it -> it.name().equals(value.getKey()))) {
                throw new Failure.Invalid(
                        "Unknown argument of prompt %s. prompts/list returns its arguments.".formatted(spec.name()));
            }
            if (value.getValue().length() > MOST_CHARACTERS) {
                throw new Failure.Invalid(
                        "`%s` must have at most %,d characters.".formatted(value.getKey(), MOST_CHARACTERS));
            }
            if (value.getValue().codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
                throw new Failure.Invalid("`%s` must not contain an unpaired surrogate.".formatted(value.getKey()));
            }
        }
        return new PromptArguments(Map.copyOf(values));
    }

    /** Returns the value unchanged; empty if it is absent or blank. */
    public Optional<String> given(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** Returns the value of a required argument. */
    public String text(String name) {
        return given(name).orElseThrow(() -> new IllegalArgumentException(name + " is not required"));
    }

    /** Returns the bucket named by a required argument. */
    String bucket(String name) {
        return ArgumentParser.parse(name, text(name), NameSyntax::bucket);
    }

    /** Returns the object key in a required argument. */
    String key(String name) {
        return ArgumentParser.parse(name, text(name), NameSyntax::printable);
    }

    /** Returns the value in quotes for the text of a message, or the unquoted alternative if it is absent. */
    String quoted(String name, String otherwise) {
        return given(name).map(PromptArguments::quote).orElse(otherwise);
    }

    static String quote(String text) {
        return ToolJson.text(TextNode.valueOf(text));
    }
}
