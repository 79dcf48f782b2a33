package com.quiltdata.mcp.tool;

import org.jspecify.annotations.Nullable;

/**
 * The specification of a tool.
 *
 * @param name wire name in {@code snake_case}, at most 64 characters
 * @param title display name
 * @param effect what the tool may change
 * @param description for the model, in a few sentences: what the tool does and returns, and when to use it
 * @param input the argument record; without components for a tool without arguments
 * @param output the result record; {@code success: true} is added to it, unless it is a {@link PrescribedOutput}
 * @param slow whether a call may outlast the idle timeout of a connection
 * @param mayConfirm whether {@link Tool#needsConfirmation} may ask for the user's consent; always for DESTROY
 * @param reader whether a result is mostly the content of one object or resource, which clients must not cut
 * @param view the page that shows a result in hosts with MCP Apps; null for none
 */
public record Spec<I extends Record, O extends Record>(
        String name,
        String title,
        Effect effect,
        String description,
        Class<I> input,
        Class<O> output,
        boolean slow,
        boolean mayConfirm,
        boolean reader,
        @Nullable AppView view) {
    /** A tool that is not slow. */
    public Spec(String name, String title, Effect effect, String description, Class<I> input, Class<O> output) {
        this(name, title, effect, description, input, output, false, effect == Effect.DESTROY, false, null);
    }

    /** Returns a copy some of whose calls need the user's consent. */
    public Spec<I, O> confirmable() {
        return new Spec<>(name, title, effect, description, input, output, slow, true, reader, view);
    }

    /** Returns a copy that is slow: its result is sent as an event stream to clients that accept one. */
    public Spec<I, O> slowly() {
        return new Spec<>(name, title, effect, description, input, output, true, mayConfirm, reader, view);
    }

    /** Returns a copy that is a reader. */
    public Spec<I, O> reading() {
        return new Spec<>(name, title, effect, description, input, output, slow, mayConfirm, true, view);
    }

    /** Returns a copy whose results are shown by this page. */
    public Spec<I, O> shownIn(AppView page) {
        return new Spec<>(name, title, effect, description, input, output, slow, mayConfirm, reader, page);
    }
}
