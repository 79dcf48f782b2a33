package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.ToolJson;

/** Implements {@code resources/list}, {@code resources/templates/list} and {@code resources/read}. */
final class ResourceMethods {
    private final ResourceDirectory directory;
    private final Runner runner;

    ResourceMethods(ResourceDirectory directory, Runner runner) {
        this.directory = directory;
        this.runner = runner;
    }

    MethodResult list() {
        var body = JsonNodeFactory.instance.objectNode();
        var resources = body.putArray("resources");
        for (var entry : directory.entries()) {
            resources
                    .addObject()
                    .put("uri", entry.uri())
                    .put("name", entry.name())
                    .put("title", entry.title())
                    .put("description", entry.description())
                    .put("mimeType", entry.mimeType());
        }
        return new MethodResult(body, CachePolicy.RELEASE);
    }

    MethodResult templates() {
        var body = JsonNodeFactory.instance.objectNode();
        var templates = body.putArray("resourceTemplates");
        for (var template : directory.templates()) {
            var node = templates
                    .addObject()
                    .put("uriTemplate", template.uriTemplate())
                    .put("name", template.name())
                    .put("title", template.title())
                    .put("description", template.description());
            if (template.mimeType() != null) {
                node.put("mimeType", template.mimeType());
            }
        }
        return new MethodResult(body, CachePolicy.RELEASE);
    }

    MethodResult read(ObjectNode params, Call call) {
        var uri = ParamsReader.text(params, "uri");
        var content = read(uri, call);
        var body = JsonNodeFactory.instance.objectNode();
        var item = body.putArray("contents").addObject().put("uri", uri).put("mimeType", content.mimeType());
        switch (content.body()) {
            case Body.Json(var data) -> item.put("text", ToolJson.text(ToolJson.tree(data)));
            case Body.Text(var text) -> item.put("text", text);
            case Body.Blob(var bytes) -> item.put("blob", bytes);
        }
        return new MethodResult(body, new CachePolicy(content.fresh(), CachePolicy.CacheScope.PRIVATE));
    }

    private ResourceDirectory.Content read(String uri, Call call) {
        try {
            return runner.guarded("resources/read", Effect.READ, call, () -> directory.read(uri, call))
                    .orElseThrow(() -> refusal(
                            ErrorCode.RESOURCE_NOT_FOUND,
                            "Resource not found. resources/templates/list returns the supported URIs.",
                            uri));
        } catch (Failure failure) {
            throw refusal(code(failure), String.valueOf(failure.getMessage()), uri);
        }
    }

    /** Maps a failure to "resource not found", to "invalid params" if a retry cannot help, else to "internal error". */
    static ErrorCode code(Failure failure) {
        return switch (failure) {
            case Failure.NotFound _ -> ErrorCode.RESOURCE_NOT_FOUND;
            case Failure.Invalid _, Failure.Denied _, Failure.Declined _, Failure.Conflict _, Failure.TooLarge _ ->
                ErrorCode.INVALID_PARAMS;
            case Failure.Throttled _, Failure.TooLate _, Failure.Unavailable _ -> ErrorCode.INTERNAL_ERROR;
        };
    }

    private static RpcException refusal(ErrorCode code, String message, String uri) {
        return new RpcException(
                code, message, JsonNodeFactory.instance.objectNode().put("uri", uri));
    }
}
