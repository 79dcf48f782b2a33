package com.quiltdata.mcp.prompts;

import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.Map;
import java.util.Optional;

/** The validated arguments of a prompt, quoted in its text as JSON strings, so that the end of each is unambiguous. */
public final class PromptArguments {
    private static final int MAX_CHARACTERS = 4000;

    private final Map<String, String> values;

    private PromptArguments(Map<String, String> values) {
        this.values = values;
    }

    /** Throws {@code Failure.Invalid} if an argument is missing, unknown or malformed. */
    public static PromptArguments of(Prompt.Spec spec, Map<String, String> values) {
        for (var argument : spec.arguments()) {
            if (argument.required() && values.getOrDefault(argument.name(), "").isBlank()) {
                throw new Failure.Invalid(
                        "The prompt %s requires the argument `%s`.".formatted(spec.name(), argument.name()));
            }
        }
        values.forEach((name, value) -> {
            spec.requireArgument(name);
            if (value.length() > MAX_CHARACTERS) {
                throw new Failure.Invalid("`%s` must have at most %,d characters.".formatted(name, MAX_CHARACTERS));
            }
            if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
                throw new Failure.Invalid("`%s` must not contain an unpaired surrogate.".formatted(name));
            }
        });
        return new PromptArguments(Map.copyOf(values));
    }

    /** Returns the value, parsed if it is a bucket or a key; empty if it is absent or blank. */
    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> !value.isBlank())
                .map(value -> switch (name) {
                    case "bucket", "target", "source" -> {
                        var bucket = ArgumentParser.parse(name, value, NameSyntax::bucket);
                        BucketLimit.require(bucket);
                        yield bucket;
                    }
                    case "key" -> ArgumentParser.parse(name, value, NameSyntax::printable);
                    default -> value;
                });
    }

    /** Returns the value of a required argument. */
    public String text(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(name + " is not required"));
    }

    static String quote(String text) {
        return ToolJson.text(TextNode.valueOf(text));
    }
}
