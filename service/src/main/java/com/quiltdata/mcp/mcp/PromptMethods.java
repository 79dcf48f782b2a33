package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.prompts.Prompt;
import com.quiltdata.mcp.prompts.PromptArguments;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.prompts.PromptMessage;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.traces.RequestSpan;
import java.util.List;

/** Implements {@code prompts/list} and {@code prompts/get}. */
record PromptMethods(PromptInventory prompts) {
    private record ListPromptsResult(List<Prompt.Spec> prompts) {}

    record GetPromptResult(String description, List<PromptMessage> messages) {}

    MethodResult list(CachePolicy policy) {
        return new MethodResult(new ListPromptsResult(prompts.specs()), policy);
    }

    MethodResult get(ObjectNode params, Call call) {
        var name = ParamsReader.text(params, "name");
        var arguments = ParamsReader.texts(params, "arguments");
        var prompt = prompts.find(name)
                .orElseThrow(() -> invalid("Unknown prompt. prompts/list returns the names that exist."));
        RequestSpan.current().prompt(name);
        try {
            var messages = prompt.messages(PromptArguments.of(prompt.spec(), arguments), call);
            return new MethodResult(new GetPromptResult(prompt.spec().description(), messages));
        } catch (Failure.Invalid | Failure.Denied failure) {
            throw ResourceMethods.refusal(failure, null);
        }
    }

    private static RpcException invalid(String message) {
        return new RpcException(ErrorCode.INVALID_PARAMS, message);
    }
}
