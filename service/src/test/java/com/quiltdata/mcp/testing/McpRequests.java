package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.mcp.McpHeaders;
import com.quiltdata.mcp.mcp.McpRequest;
import com.quiltdata.mcp.traces.RemoteTraceContext;
import org.jspecify.annotations.Nullable;

/** Parts of requests: what comes with the body of a POST, and the metadata in it. */
public final class McpRequests {
    /** The parameter {@code _meta} of a request of 2026-07-28 whose client has no capabilities. */
    public static final String META =
            "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private McpRequests() {}

    /** Returns the headers of a request without trace context. */
    public static McpHeaders headers(@Nullable String protocolVersion, @Nullable String method, @Nullable String name) {
        return new McpHeaders(protocolVersion, method, name, new RemoteTraceContext(null, null));
    }

    /** Returns the context of a client that accepts no streams and chooses no tools. */
    public static McpRequest request(Caller caller, String requestId, McpHeaders headers) {
        return new McpRequest(caller, requestId, headers, McpRequest.StreamPreference.NONE, null, AllowedBuckets.ALL);
    }
}
