package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.prompts.Prompt;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.prompts.PromptMessage;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.traces.RequestSpan;
import java.util.List;

/** Implements {@code prompts/list} and {@code prompts/get}. */
final class PromptMethods {
    private final PromptInventory prompts;

    PromptMethods(PromptInventory prompts) {
        this.prompts = prompts;
    }

    private record ListPromptsResult(List<PromptDescriptor> prompts) {}

    private record PromptDescriptor(String name, String title, String description, List<Prompt.Argument> arguments) {}

    record GetPromptResult(String description, List<PromptMessage> messages) {}

    MethodResult list(CachePolicy policy) {
        var descriptors = prompts.specs().stream()
                .map(spec -> new PromptDescriptor(spec.name(), spec.title(), spec.description(), spec.arguments()))
                .toList();
        return new MethodResult(new ListPromptsResult(descriptors), policy);
    }

    MethodResult get(ObjectNode params, Call call) {
        var name = ParamsReader.text(params, "name");
        var arguments = ParamsReader.texts(params, "arguments");
        var spec = prompts.specs().stream()
                .filter(prompt -> prompt.name().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("Unknown prompt. prompts/list returns the names that exist."));
        RequestSpan.current().prompt(name);
        try {
            var messages = prompts.get(name, arguments, call);
            return new MethodResult(new GetPromptResult(spec.description(), messages.orElseThrow()));
        } catch (Failure.Invalid failure) {
            throw invalid(String.valueOf(failure.getMessage()));
        }
    }

    private static RpcException invalid(String message) {
        return new RpcException(ErrorCode.INVALID_PARAMS, message);
    }
}
