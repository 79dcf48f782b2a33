package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.traces.RemoteTraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The request headers that MCP 2026-07-28 defines ({@code MCP-Protocol-Version}, {@code Mcp-Method} and
 * {@code Mcp-Name}) and those of W3C Trace Context.
 */
public record McpHeaders(
        @Nullable String protocolVersion,
        @Nullable String method,
        @Nullable String name,
        RemoteTraceContext trace) {
    public McpHeaders {
        protocolVersion = trimmed(protocolVersion);
        method = trimmed(method);
        name = trimmed(name);
    }

    /** Creates the headers of a request without trace context. */
    public McpHeaders(@Nullable String protocolVersion, @Nullable String method, @Nullable String name) {
        this(protocolVersion, method, name, RemoteTraceContext.NOTHING);
    }

    private static @Nullable String trimmed(@Nullable String value) {
        return value == null ? null : value.strip();
    }
}
