package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.traces.Handed;
import org.jspecify.annotations.Nullable;

/**
 * The request headers that MCP 2026-07-28 gives a meaning, {@code MCP-Protocol-Version}, {@code Mcp-Method} and
 * {@code Mcp-Name}, and those of W3C Trace Context.
 */
public record Headers(
        @Nullable String protocolVersion,
        @Nullable String method,
        @Nullable String name,
        Handed trace) {
    public Headers {
        protocolVersion = trimmed(protocolVersion);
        method = trimmed(method);
        name = trimmed(name);
    }

    /** Of a client that is not part of a trace. */
    public Headers(@Nullable String protocolVersion, @Nullable String method, @Nullable String name) {
        this(protocolVersion, method, name, Handed.NOTHING);
    }

    private static @Nullable String trimmed(@Nullable String value) {
        return value == null ? null : value.strip();
    }
}
