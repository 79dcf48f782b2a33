package com.quiltdata.mcp.prompts;

import java.util.List;

/** One prompt: a question with blanks, turned into messages for a model. */
public interface Prompt {
    Spec spec();

    /**
     * The messages, with the arguments filled in.
     *
     * @throws com.quiltdata.mcp.tool.Failure.Invalid when an argument cannot be what it is meant to be
     */
    List<Message> messages(Arguments arguments);

    /** How it presents itself. */
    record Spec(String name, String title, String description, List<Argument> arguments) {
        public Spec {
            arguments = List.copyOf(arguments);
        }
    }

    /** A blank to fill in; the names bucket, package, revision, path, key and prefix are completed from the catalog. */
    record Argument(String name, String title, String description, boolean required) {}
}
