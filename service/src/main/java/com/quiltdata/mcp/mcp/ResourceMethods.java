package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Implements {@code resources/list}, {@code resources/templates/list} and {@code resources/read}. */
record ResourceMethods(ResourceDirectory directory, Runner runner) {
    private record ListResourcesResult(List<ResourceDirectory.Entry> resources) {}

    private record ListResourceTemplatesResult(List<ResourceDirectory.TemplateEntry> resourceTemplates) {}

    private record ReadResourceResult(List<ResourceContents> contents) {}

    @SuppressWarnings("ArrayRecordComponent") // only encoded, never compared
    private record ResourceContents(
            String uri, String mimeType, @Nullable String text, byte @Nullable [] blob) {}

    MethodResult list(CachePolicy caching) {
        return new MethodResult(new ListResourcesResult(directory.entries()), caching);
    }

    MethodResult templates(CachePolicy caching) {
        return new MethodResult(new ListResourceTemplatesResult(directory.templates()), caching);
    }

    MethodResult read(ObjectNode params, Call call) {
        var uri = ParamsReader.text(params, "uri");
        var content = read(uri, call);
        var type = content.mimeType();
        var contents = switch (content.body()) {
            case Body.Json(var data) -> new ResourceContents(uri, type, ToolJson.text(ToolJson.tree(data)), null);
            case Body.Text(var text) -> new ResourceContents(uri, type, text, null);
            case Body.Blob(var bytes) -> new ResourceContents(uri, type, null, bytes);
        };
        return new MethodResult(
                new ReadResourceResult(List.of(contents)),
                new CachePolicy(content.fresh().toMillis(), CachePolicy.CacheScope.PRIVATE));
    }

    private ResourceDirectory.Content read(String uri, Call call) {
        try {
            return runner.read(
                    "resources/read",
                    data(uri),
                    call,
                    () -> directory
                            .read(uri, call)
                            .orElseThrow(() -> new Failure.NotFound(
                                    "Resource not found. resources/templates/list returns the supported URIs.")));
        } catch (Failure failure) {
            throw refusal(failure, data(uri));
        }
    }

    /** Maps a failure to "resource not found", to "invalid params" if a retry cannot help, else to "internal error". */
    private static ErrorCode code(Failure failure) {
        return switch (failure) {
            case Failure.NotFound _ -> ErrorCode.RESOURCE_NOT_FOUND;
            case Failure.Invalid _, Failure.Denied _, Failure.Declined _, Failure.Conflict _, Failure.TooLarge _ ->
                ErrorCode.INVALID_PARAMS;
            case Failure.Throttled _, Failure.TooLate _, Failure.Unavailable _ -> ErrorCode.INTERNAL_ERROR;
        };
    }

    /** Returns the error for a failure. Only its kind is logged, because its message may quote the client. */
    static RpcException refusal(Failure failure, @Nullable ObjectNode data) {
        return new RpcException(code(failure), String.valueOf(failure.getMessage()), data, failure.kind());
    }

    private static ObjectNode data(String uri) {
        return JsonNodeFactory.instance.objectNode().put("uri", uri);
    }
}
