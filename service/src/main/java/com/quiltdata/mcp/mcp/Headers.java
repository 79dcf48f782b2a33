package com.quiltdata.mcp.mcp;

import org.jspecify.annotations.Nullable;

/** The request headers that MCP 2026-07-28 gives a meaning: {@code MCP-Protocol-Version}, {@code Mcp-Method}, {@code Mcp-Name}. */
public record Headers(
        @Nullable String protocolVersion,
        @Nullable String method,
        @Nullable String name) {
    public Headers {
        protocolVersion = trimmed(protocolVersion);
        method = trimmed(method);
        name = trimmed(name);
    }

    private static @Nullable String trimmed(@Nullable String value) {
        return value == null ? null : value.strip();
    }
}
