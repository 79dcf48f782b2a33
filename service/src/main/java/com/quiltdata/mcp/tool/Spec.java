package com.quiltdata.mcp.tool;

/**
 * How a tool presents itself.
 *
 * @param name the wire name, {@code snake_case}, at most 64 characters
 * @param title for people
 * @param effect what it may do
 * @param description for the model: what it does, when to use it, what it answers, in a few sentences
 * @param input the record of its arguments; no components for a tool without arguments
 * @param output the record of its result; the kit adds {@code success: true}
 * @param slow whether it may well take longer than a connection stays open in silence
 */
public record Spec<I extends Record, O extends Record>(
        String name, String title, Effect effect, String description, Class<I> input, Class<O> output, boolean slow) {
    /** A tool that answers soon. */
    public Spec(String name, String title, Effect effect, String description, Class<I> input, Class<O> output) {
        this(name, title, effect, description, input, output, false);
    }

    /** The same tool, which may take its time: its answer comes as a stream where the client takes one. */
    public Spec<I, O> slowly() {
        return new Spec<>(name, title, effect, description, input, output, true);
    }
}
