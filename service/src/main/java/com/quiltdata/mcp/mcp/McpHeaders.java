package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.traces.RemoteTraceContext;
import org.jspecify.annotations.Nullable;

/** The headers {@code MCP-Protocol-Version}, {@code Mcp-Method} and {@code Mcp-Name}, and W3C Trace Context. */
public record McpHeaders(
        @Nullable String protocolVersion,
        @Nullable String method,
        @Nullable String name,
        RemoteTraceContext trace) {}
