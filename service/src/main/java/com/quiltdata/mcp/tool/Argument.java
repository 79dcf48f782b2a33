package com.quiltdata.mcp.tool;

import java.util.function.Function;

/** From the text of an argument to the value it stands for. */
public final class Argument {
    private Argument() {}

    /**
     * What {@code parser} makes of {@code text}; its {@link IllegalArgumentException} is a sentence for the author of
     * the text.
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
     * The same, for a parser whose own words help nobody.
     *
     * @param sentence what is said instead
     */
    public static <T> T parse(String name, String text, Function<String, T> parser, String sentence) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new Failure.Invalid("`%s`: %s".formatted(name, sentence));
        }
    }
}
