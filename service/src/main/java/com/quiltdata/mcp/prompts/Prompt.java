package com.quiltdata.mcp.prompts;

import com.quiltdata.mcp.tool.Call;
import java.util.List;

/** An MCP prompt: a template that becomes messages for a model. */
public interface Prompt {
    Spec spec();

    /**
     * Returns the messages with the arguments filled in.
     *
     * @throws com.quiltdata.mcp.catalog.Failure.Invalid if an argument is malformed
     */
    List<PromptMessage> messages(PromptArguments arguments);

    /** Returns the messages for a call; override only if the prompt requests input from the client. */
    default List<PromptMessage> messages(PromptArguments arguments, Call call) {
        return messages(arguments);
    }

    /**
     * The description of a prompt in {@code prompts/list}.
     *
     * @param tools names of the tools in its messages; it is listed where all of them may run
     */
    record Spec(String name, String title, String description, List<String> tools, List<Argument> arguments) {
        public Spec {
            tools = List.copyOf(tools);
            arguments = List.copyOf(arguments);
        }
    }

    /** An argument; bucket, package, revision, path, key and prefix are completed from the catalog. */
    record Argument(String name, String title, String description, boolean required) {}
}
