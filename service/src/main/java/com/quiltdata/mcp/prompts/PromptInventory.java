package com.quiltdata.mcp.prompts;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.Selection;
import java.util.List;
import java.util.Optional;

/** All prompts of the server, in listing order, and what completes their arguments. */
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

    /** Returns the prompts whose tools may all run; those of tools beyond the preset {@code standard} only where these are listed. */
    public PromptInventory supported(Selection selection) {
        return new PromptInventory(
                prompts.stream()
                        .filter(prompt -> selection.offers(prompt.spec().tools()))
                        .toList(),
                completer);
    }

    /** Suggests values for an argument; empty without such a prompt, {@code Failure.Invalid} without the argument. */
    public Optional<Completer.Suggestions> complete(String name, Completer.Question question, Call call) {
        return find(name).map(prompt -> {
            prompt.spec().requireArgument(question.argument());
            return completer.suggest(question, call);
        });
    }

    public Optional<Prompt> find(String name) {
        return prompts.stream()
                .filter(prompt -> prompt.spec().name().equals(name))
                .findFirst();
    }
}
