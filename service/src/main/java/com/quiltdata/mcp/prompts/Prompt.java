package com.quiltdata.mcp.prompts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.Call;
import java.util.List;

/** An MCP prompt: a template that becomes messages for a model. */
public interface Prompt {
    Spec spec();

    /** Returns the messages with the arguments filled in; throws {@link Failure.Invalid} if one is malformed. */
    List<PromptMessage> messages(PromptArguments arguments, Call call);

    /** The description of a prompt, which is listed only where all of {@code tools}, named in its messages, may run. */
    record Spec(
            String name,
            String title,
            String description,
            @JsonIgnore List<String> tools,
            List<Argument> arguments) {
        public Spec {
            tools = List.copyOf(tools);
            arguments = List.copyOf(arguments);
        }

        /** Throws {@code Failure.Invalid} if the prompt has no argument of this name. */
        void requireArgument(String argument) {
            if (arguments.stream().noneMatch(it -> it.name().equals(argument))) {
                throw new Failure.Invalid(
                        "Unknown argument of prompt %s. prompts/list returns its arguments.".formatted(name));
            }
        }
    }

    /** An argument; bucket, package, revision, path, key and prefix are completed from the catalog. */
    record Argument(String name, String title, String description, boolean required) {
        static Argument required(String name, String title, String description) {
            return new Argument(name, title, description, true);
        }

        static Argument optional(String name, String title, String description) {
            return new Argument(name, title, description, false);
        }
    }
}
