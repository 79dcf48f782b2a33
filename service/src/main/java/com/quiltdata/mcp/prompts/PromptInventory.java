package com.quiltdata.mcp.prompts;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.Selection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All prompts of the server, in listing order.
 *
 * @param completer completes their arguments
 */
public record PromptInventory(List<Prompt> prompts, Completer completer) {
    public PromptInventory {
        prompts = List.copyOf(prompts);
    }

    /** Returns the standard prompts: common tasks of scientists in a catalog. */
    public static PromptInventory of(Completer completer) {
        return new PromptInventory(StandardPrompts.ALL, completer);
    }

    public List<Prompt.Spec> specs() {
        return prompts.stream().map(Prompt::spec).toList();
    }

    /** Returns the prompts whose tools may all run. */
    public PromptInventory supported(Selection selection) {
        return new PromptInventory(
                prompts.stream()
                        .filter(prompt -> selection.supports(prompt.spec().tools().stream()))
                        .toList(),
                completer);
    }

    /**
     * Returns the messages of a prompt; empty if no prompt has this name.
     *
     * @throws Failure.Invalid if an argument is missing, unknown or malformed
     */
    public Optional<List<PromptMessage>> get(String name, Map<String, String> arguments, Call call) {
        return find(name).map(prompt -> prompt.messages(PromptArguments.of(prompt.spec(), arguments), call));
    }

    /**
     * Suggests values for an argument of a prompt; empty if no prompt has this name.
     *
     * @throws Failure.Invalid if the prompt has no argument of this name
     */
    public Optional<Completer.Suggestions> complete(String name, Completer.Question question, Call call) {
        return find(name).map(prompt -> {
            prompt.spec().requireArgument(question.argument());
            return completer.suggest(question, call);
        });
    }

    private Optional<Prompt> find(String name) {
        return prompts.stream()
                .filter(prompt -> prompt.spec().name().equals(name))
                .findFirst();
    }
}
