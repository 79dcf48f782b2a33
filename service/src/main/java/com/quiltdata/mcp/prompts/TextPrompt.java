package com.quiltdata.mcp.prompts;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ContentBlock.ResourceLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A prompt whose text is {@code prompts/<name>.md} on the class path. In the text, {@code {name}} is an argument in
 * quotes, {@code {name|words}} is an optional argument in quotes or else the words, {@code {link}} is the URI of the
 * link, and each word with an underscore is a tool.
 *
 * @param link the link that follows the text, if any
 */
record TextPrompt(Spec spec, String text, Function<PromptArguments, Optional<ResourceLink>> link) implements Prompt {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)(?:\\|([^}]*))?}");
    private static final Pattern TOOL = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)+");

    static TextPrompt of(String name, String title, String description, Argument... arguments) {
        var text = text(name);
        var tools = TOOL.matcher(text).results().map(MatchResult::group).distinct();
        return new TextPrompt(
                new Spec(name, title, description, tools.toList(), List.of(arguments)), text, _ -> Optional.empty());
    }

    TextPrompt linking(Function<PromptArguments, ResourceLink> target) {
        return new TextPrompt(spec, text, target.andThen(Optional::of));
    }

    @Override
    public List<PromptMessage> messages(PromptArguments arguments, Call call) {
        var target = link.apply(arguments);
        var filled = PLACEHOLDER.matcher(text).replaceAll(placeholder -> {
            var name = placeholder.group(1);
            var value = name.equals("link") ? target.map(ResourceLink::uri) : arguments.find(name);
            return Matcher.quoteReplacement(value.map(PromptArguments::quote).orElseGet(() -> placeholder.group(2)));
        });
        return Stream.concat(
                        Stream.of(PromptMessage.user(filled)), target.stream().map(PromptMessage::user))
                .toList();
    }

    private static String text(String name) {
        try (var in = TextPrompt.class.getResourceAsStream("/prompts/" + name + ".md")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
