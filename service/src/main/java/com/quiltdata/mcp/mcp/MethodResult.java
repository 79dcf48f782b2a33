package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The result of an MCP method before an era frames it; {@code caching} is null if clients must not cache it. */
public record MethodResult(ObjectNode body, @Nullable CachePolicy caching) {}
