package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer.Question;
import com.quiltdata.mcp.tool.Completer.Suggestions;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Runner;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Implements {@code completion/complete}: suggests values for arguments of prompts and resource templates. */
final class CompletionMethods {
    private final @Nullable ResourceDirectory resources;
    private final PromptInventory prompts;
    private final Runner runner;

    CompletionMethods(@Nullable ResourceDirectory resources, PromptInventory prompts, Runner runner) {
        this.resources = resources;
        this.prompts = prompts;
        this.runner = runner;
    }

    MethodResult complete(ObjectNode params, Call call) {
        var ref = ParamsReader.object(params, "ref");
        var argument = ParamsReader.object(params, "argument");
        var context = ParamsReader.object(params, "context");
        var question = new Question(
                ParamsReader.text(argument, "argument", "name"),
                ParamsReader.text(argument, "argument", "value"),
                ParamsReader.texts(context, "arguments"));
        var suggestions = suggestions(() -> suggest(ref, question, call), call);
        var body = JsonNodeFactory.instance.objectNode();
        var completion = body.putObject("completion");
        suggestions.values().forEach(completion.putArray("values")::add);
        if (suggestions.total() != null) {
            completion.put("total", suggestions.total());
        }
        completion.put("hasMore", suggestions.hasMore());
        return new MethodResult(body, null);
    }

    /** Runs within the limits of a call. Returns no suggestions for what the caller may not see. */
    private Suggestions suggestions(Supplier<Suggestions> work, Call call) {
        try {
            return runner.guarded("completion/complete", Effect.READ, call, work);
        } catch (Failure failure) {
            if (failure instanceof Failure.NotFound || failure instanceof Failure.Denied) {
                return Suggestions.NONE;
            }
            throw new RpcException(ResourceMethods.code(failure), String.valueOf(failure.getMessage()));
        }
    }

    private Suggestions suggest(ObjectNode ref, Question question, Call call) {
        return switch (ParamsReader.text(ref, "ref", "type")) {
            case "ref/prompt" ->
                known(
                        prompts.complete(ParamsReader.text(ref, "ref", "name"), question, call),
                        "prompt. prompts/list returns the names");
            case "ref/resource" ->
                known(
                        ofResource(ParamsReader.text(ref, "ref", "uri"), question, call),
                        "resource. resources/templates/list returns the templates");
            default ->
                throw new RpcException(
                        ErrorCode.INVALID_PARAMS, "\"params.ref.type\" must be ref/prompt or ref/resource.");
        };
    }

    private Optional<Suggestions> ofResource(String uri, Question question, Call call) {
        return resources == null ? Optional.empty() : resources.complete(uri, question, call);
    }

    private static Suggestions known(Optional<Suggestions> suggestions, String what) {
        return suggestions.orElseThrow(
                () -> new RpcException(ErrorCode.INVALID_PARAMS, "Unknown " + what + " that exist."));
    }
}
