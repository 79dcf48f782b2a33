package com.quiltdata.mcp.prompts;

import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Json;
import java.util.Map;
import java.util.Optional;

/**
 * What the blanks of a prompt were filled with: there where it is required, and never more than was asked for. Quoted as
 * JSON strings in a prompt's text, so that where a value ends is never in doubt.
 */
public final class Arguments {
    private static final int MOST_CHARACTERS = 4000;

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    static Arguments of(Prompt.Spec spec, Map<String, String> values) {
        for (var argument : spec.arguments()) {
            if (argument.required() && values.getOrDefault(argument.name(), "").isBlank()) {
                throw new Failure.Invalid(
                        "The prompt %s needs the argument `%s`.".formatted(spec.name(), argument.name()));
            }
        }
        for (var value : values.entrySet()) {
            if (spec.arguments().stream().noneMatch(it -> it.name().equals(value.getKey()))) {
                throw new Failure.Invalid(
                        "The prompt %s has no such argument; prompts/list tells which it has.".formatted(spec.name()));
            }
            if (value.getValue().length() > MOST_CHARACTERS) {
                throw new Failure.Invalid(
                        "`%s` is longer than %,d characters.".formatted(value.getKey(), MOST_CHARACTERS));
            }
            if (value.getValue().codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
                throw new Failure.Invalid(
                        "`%s` holds half a character (an unpaired surrogate).".formatted(value.getKey()));
            }
        }
        return new Arguments(Map.copyOf(values));
    }

    /** The value as it was given; empty when there is none, or a blank one. */
    public Optional<String> given(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** The value of a required argument. */
    public String text(String name) {
        return given(name).orElseThrow(() -> new IllegalArgumentException(name + " is not required"));
    }

    /** The bucket that a required argument names. */
    String bucket(String name) {
        return Argument.parse(name, text(name), Names::bucket);
    }

    /** The key that a required argument gives. */
    String key(String name) {
        return Argument.parse(name, text(name), Names::printable);
    }

    /** The value in quotes, for the text of a message; what stands in for it when there is none is not quoted. */
    String quoted(String name, String otherwise) {
        return given(name).map(Arguments::quote).orElse(otherwise);
    }

    static String quote(String text) {
        return Json.text(TextNode.valueOf(text));
    }
}
