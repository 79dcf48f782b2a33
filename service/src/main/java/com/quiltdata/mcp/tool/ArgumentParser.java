package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.Failure;
import java.util.function.Function;

/** Parses text arguments. */
public final class ArgumentParser {
    private ArgumentParser() {}

    /**
     * Returns {@code text} parsed by {@code parser}, whose {@link IllegalArgumentException} must have a message for the
     * caller.
     *
     * @param name the argument's wire name
     * @throws Failure.Invalid when the parser refuses the text
     */
    public static <T> T parse(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new Failure.Invalid("`%s`: %s".formatted(name, e.getMessage()));
        }
    }

    /**
     * Returns {@code text} parsed by {@code parser}; replaces the parser's message by a given sentence.
     *
     * @param sentence the message of the failure
     */
    public static <T> T parse(String name, String text, Function<String, T> parser, String sentence) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new Failure.Invalid("`%s`: %s".formatted(name, sentence));
        }
    }
}
