package com.quiltdata.mcp.mcp;

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
import org.jspecify.annotations.Nullable;

/** Implements {@code completion/complete}: suggests values for arguments of prompts and resource templates. */
record CompletionMethods(@Nullable ResourceDirectory resources, PromptInventory prompts, Runner runner) {
    private record CompleteResult(Suggestions completion) {}

    /** Runs within the limits of a call. Returns no suggestions for what the caller may not see. */
    MethodResult complete(ObjectNode params, Call call) {
        var ref = ParamsReader.object(params, "ref");
        var argument = ParamsReader.object(params, "argument");
        var question = new Question(
                ParamsReader.text(argument, "argument", "name"),
                ParamsReader.text(argument, "argument", "value"),
                ParamsReader.texts(ParamsReader.object(params, "context"), "arguments"));
        try {
            return new MethodResult(new CompleteResult(
                    runner.guarded("completion/complete", Effect.READ, call, () -> visible(ref, question, call))));
        } catch (Failure failure) {
            throw ResourceMethods.refusal(failure, null);
        }
    }

    private Suggestions visible(ObjectNode ref, Question question, Call call) {
        try {
            return suggest(ref, question, call);
        } catch (Failure.NotFound | Failure.Denied _) {
            return Suggestions.NONE;
        }
    }

    private Suggestions suggest(ObjectNode ref, Question question, Call call) {
        return switch (ParamsReader.text(ref, "ref", "type")) {
            case "ref/prompt" ->
                prompts.complete(ParamsReader.text(ref, "ref", "name"), question, call)
                        .orElseThrow(() -> invalid("Unknown prompt. prompts/list returns the names that exist."));
            case "ref/resource" ->
                Optional.ofNullable(resources)
                        .flatMap(it -> it.complete(ParamsReader.text(ref, "ref", "uri"), question, call))
                        .orElseThrow(() -> invalid(
                                "Unknown resource. resources/templates/list returns the templates that exist."));
            default -> throw invalid("\"params.ref.type\" must be ref/prompt or ref/resource.");
        };
    }

    private static RpcException invalid(String message) {
        return new RpcException(ErrorCode.INVALID_PARAMS, message);
    }
}
