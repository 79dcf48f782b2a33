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
 */
public record Spec<I extends Record, O extends Record>(
        String name, String title, Effect effect, String description, Class<I> input, Class<O> output) {}
