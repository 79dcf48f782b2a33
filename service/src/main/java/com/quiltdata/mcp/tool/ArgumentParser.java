package com.quiltdata.mcp.tool;

import com.google.common.base.Splitter;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Parses text arguments. */
public final class ArgumentParser {
    private static final Splitter NAMES = Splitter.on(',').trimResults().omitEmptyStrings();

    private ArgumentParser() {}

    /** Returns the names in texts, each of which may be a comma-separated list. */
    public static Stream<String> names(List<String> texts) {
        return texts.stream().flatMap(NAMES::splitToStream);
    }

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
