package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The result of a method, before an era frames it; {@code caching} only where the method's results may be kept. */
public record Answer(ObjectNode body, @Nullable Caching caching) {}
