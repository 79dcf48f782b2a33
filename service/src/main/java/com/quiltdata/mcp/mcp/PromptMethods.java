package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.prompts.Prompt;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.prompts.PromptMessage;
import com.quiltdata.mcp.prompts.PromptMessage.Content;
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

    MethodResult list(CachePolicy policy) {
        var body = JsonNodeFactory.instance.objectNode();
        var list = body.putArray("prompts");
        prompts.specs().forEach(spec -> list.add(descriptor(spec)));
        return new MethodResult(body, policy);
    }

    MethodResult get(ObjectNode params, Call call) {
        var name = ParamsReader.text(params, "name");
        var body = JsonNodeFactory.instance.objectNode();
        prompts.specs().stream().filter(spec -> spec.name().equals(name)).forEach(spec -> {
            RequestSpan.current().prompt(spec.name());
            body.put("description", spec.description());
        });
        var messages = body.putArray("messages");
        for (var message : messages(name, params, call)) {
            messages.addObject().put("role", message.role().wire()).set("content", content(message.content()));
        }
        return new MethodResult(body, null);
    }

    private List<PromptMessage> messages(String name, ObjectNode params, Call call) {
        try {
            return prompts.get(name, ParamsReader.texts(params, "arguments"), call)
                    .orElseThrow(() -> new RpcException(
                            ErrorCode.INVALID_PARAMS, "Unknown prompt. prompts/list returns the names that exist."));
        } catch (Failure.Invalid failure) {
            throw new RpcException(ErrorCode.INVALID_PARAMS, String.valueOf(failure.getMessage()));
        }
    }

    private static ObjectNode descriptor(Prompt.Spec spec) {
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("name", spec.name())
                .put("title", spec.title())
                .put("description", spec.description());
        var arguments = node.putArray("arguments");
        for (var argument : spec.arguments()) {
            arguments
                    .addObject()
                    .put("name", argument.name())
                    .put("title", argument.title())
                    .put("description", argument.description())
                    .put("required", argument.required());
        }
        return node;
    }

    private static ObjectNode content(Content content) {
        var node = JsonNodeFactory.instance.objectNode();
        return switch (content) {
            case Content.Text(var text) -> node.put("type", "text").put("text", text);
            case Content.Image(var bytes, var mimeType) ->
                node.put("type", "image").put("data", bytes).put("mimeType", mimeType);
            case Content.Link(var uri, var name, var description) ->
                node.put("type", "resource_link")
                        .put("uri", uri)
                        .put("name", name)
                        .put("description", description);
            case Content.Embedded(var uri, var mimeType, var text) -> {
                node.put("type", "resource");
                node.putObject("resource")
                        .put("uri", uri)
                        .put("mimeType", mimeType)
                        .put("text", text);
                yield node;
            }
        };
    }
}
