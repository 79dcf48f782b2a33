package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Json;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Runner;

/** {@code resources/list}, {@code resources/templates/list} and {@code resources/read}. */
final class ResourceMethods {
    private final ResourceDirectory directory;
    private final Runner runner;

    ResourceMethods(ResourceDirectory directory, Runner runner) {
        this.directory = directory;
        this.runner = runner;
    }

    Answer list() {
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
        return new Answer(body, Caching.RELEASE);
    }

    static Answer templates() {
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("resourceTemplates");
        return new Answer(body, Caching.RELEASE);
    }

    Answer read(ObjectNode params, Call call) {
        var uri = Params.text(params, "uri");
        var content = read(uri, call);
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("contents")
                .addObject()
                .put("uri", uri)
                .put("mimeType", content.entry().mimeType())
                .put("text", Json.text(Json.tree(content.data())));
        return new Answer(body, Caching.CALLER);
    }

    private ResourceDirectory.Content read(String uri, Call call) {
        try {
            return runner.guarded("resources/read", Effect.READ, call, () -> directory.read(uri, call))
                    .orElseThrow(() -> new RpcException(
                            ErrorCode.RESOURCE_NOT_FOUND,
                            "Resource not found.",
                            JsonNodeFactory.instance.objectNode().put("uri", uri)));
        } catch (Failure failure) {
            throw new RpcException(ErrorCode.INTERNAL_ERROR, String.valueOf(failure.getMessage()));
        }
    }
}
