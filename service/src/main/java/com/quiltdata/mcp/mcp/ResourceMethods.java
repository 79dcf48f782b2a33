package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Implements {@code resources/list}, {@code resources/templates/list} and {@code resources/read}. */
record ResourceMethods(ResourceDirectory directory, Runner runner) {
    private static final JsonNode VIEW_META = viewMeta();

    private record ListResourcesResult(List<ResourceDirectory.Entry> resources) {}

    private record ListResourceTemplatesResult(List<ResourceDirectory.TemplateEntry> resourceTemplates) {}

    private record ReadResourceResult(List<ResourceContents> contents) {}

    @SuppressWarnings("ArrayRecordComponent") // only encoded, never compared
    private record ResourceContents(
            String uri,
            String mimeType,
            @Nullable String text,
            byte @Nullable [] blob,
            @JsonProperty("_meta") @Nullable JsonNode meta) {}

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
        var view = type.equals(AppView.MEDIA_TYPE);
        var meta = view ? VIEW_META : null;
        var contents = switch (content.body()) {
            case Body.Json(var data) -> new ResourceContents(uri, type, ToolJson.text(ToolJson.tree(data)), null, meta);
            case Body.Text(var text) -> new ResourceContents(uri, type, text, null, meta);
            case Body.Blob(var bytes) -> new ResourceContents(uri, type, null, bytes, meta);
        };
        return new MethodResult(
                new ReadResourceResult(List.of(contents)),
                view
                        ? CachePolicy.RELEASE
                        : new CachePolicy(content.fresh().toMillis(), CachePolicy.CacheScope.PRIVATE));
    }

    /** Returns what a host reads of a page: it may load nothing from any origin, and wants a border. */
    private static JsonNode viewMeta() {
        var meta = JsonNodeFactory.instance.objectNode();
        var view = meta.putObject("ui").put("prefersBorder", true);
        var policy = view.putObject("csp");
        List.of("connectDomains", "resourceDomains", "frameDomains", "baseUriDomains")
                .forEach(policy::putArray);
        return meta;
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
