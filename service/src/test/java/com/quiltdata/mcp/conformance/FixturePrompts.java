package com.quiltdata.mcp.conformance;

import com.quiltdata.mcp.prompts.Prompt;
import com.quiltdata.mcp.prompts.PromptArguments;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.prompts.PromptMessage;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.InputRequest;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The prompts that the suite gets. */
public final class FixturePrompts {
    private FixturePrompts() {}

    public static PromptInventory inventory() {
        return new PromptInventory(
                List.of(
                        new Fixed(
                                "test_simple_prompt",
                                List.of(),
                                (_, _) -> List.of(PromptMessage.user("A simple prompt."))),
                        new Fixed(
                                "test_prompt_with_arguments",
                                List.of("arg1", "arg2"),
                                (arguments, _) -> List.of(
                                        PromptMessage.user(arguments.text("arg1") + " and " + arguments.text("arg2")))),
                        new Fixed(
                                "test_prompt_with_embedded_resource",
                                List.of("resourceUri"),
                                (arguments, _) -> List.of(
                                        PromptMessage.user(new ContentTools.EmbeddedResource(
                                                arguments.text("resourceUri"), "text/plain", "What it holds.")),
                                        PromptMessage.user("What does the resource say?"))),
                        new Fixed(
                                "test_prompt_with_image",
                                List.of(),
                                (_, _) -> List.of(
                                        PromptMessage.user(new ContentBlock.ImageContent(Samples.PNG, Samples.png())),
                                        PromptMessage.user("What does the image show?"))),
                        new Fixed("test_input_required_result_prompt", List.of(), (_, call) -> asking(call))),
                completer());
    }

    private static List<PromptMessage> asking(Call call) {
        var ask = new InputRequest.ElicitRequest("In which context?", AskingTools.form("context", "string"));
        return List.of(PromptMessage.user("The context is " + call.inputs().ask("user_context", ask)));
    }

    private static Completer completer() {
        return (question, _) -> Completer.Suggestions.of(
                Stream.of("test-one", "test-two", "other")
                        .filter(value -> value.startsWith(question.typed()))
                        .toList(),
                true);
    }

    private record Fixed(
            String name, List<String> arguments, BiFunction<PromptArguments, Call, List<PromptMessage>> body)
            implements Prompt {
        @Override
        public Spec spec() {
            return new Spec(
                    name,
                    name,
                    "A prompt of the suite.",
                    List.of(),
                    arguments.stream()
                            .map(argument -> new Argument(argument, argument, "An argument of the suite.", true))
                            .toList());
        }

        @Override
        public List<PromptMessage> messages(PromptArguments given, Call call) {
            return body.apply(given, call);
        }
    }
}
