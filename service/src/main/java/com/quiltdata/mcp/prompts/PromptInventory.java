package com.quiltdata.mcp.prompts;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every prompt there is, in the order in which they are listed. */
public final class PromptInventory {
    private final List<Prompt> prompts;
    private final Completer completer;

    /** These prompts, with the completer of their arguments. */
    public PromptInventory(List<Prompt> prompts, Completer completer) {
        this.prompts = List.copyOf(prompts);
        this.completer = completer;
    }

    /** What scientists ask of a catalog. */
    public static PromptInventory of(Completer completer) {
        return new PromptInventory(
                List.of(
                        new CreatePackage(),
                        new ImportPrefix(),
                        new ExplorePrefix(),
                        new ChartCsv(),
                        new FindPackages(),
                        new CheckAccess()),
                completer);
    }

    public List<Prompt.Spec> specs() {
        return prompts.stream().map(Prompt::spec).toList();
    }

    /**
     * The messages of a prompt; empty when there is none of this name.
     *
     * @throws Failure.Invalid when an argument is missing or cannot be what it is meant to be
     */
    public Optional<List<Message>> get(String name, Map<String, String> arguments) {
        return find(name).map(prompt -> prompt.messages(Arguments.of(prompt.spec(), arguments)));
    }

    /**
     * Values for an argument of a prompt; empty when there is no prompt of this name.
     *
     * @throws Failure.Invalid when the prompt has no such argument
     */
    public Optional<Completer.Suggestions> complete(String name, Completer.Question question, Call call) {
        return find(name).map(prompt -> {
            if (prompt.spec().arguments().stream().noneMatch(it -> it.name().equals(question.argument()))) {
                throw new Failure.Invalid("The prompt %s has no such argument; prompts/list tells which it has."
                        .formatted(prompt.spec().name()));
            }
            return completer.suggest(question, call);
        });
    }

    private Optional<Prompt> find(String name) {
        return prompts.stream()
                .filter(prompt -> prompt.spec().name().equals(name))
                .findFirst();
    }
}
