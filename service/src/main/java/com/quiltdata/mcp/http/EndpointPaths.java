package com.quiltdata.mcp.http;

import java.util.function.Predicate;

/**
 * The paths of the MCP endpoint whose toolsets exist.
 *
 * @param toolsets returns whether all toolsets of a comma-separated list exist
 */
public record EndpointPaths(Predicate<String> toolsets) {
    /** Returns whether a raw path is one of them. */
    public boolean contains(String rawPath) {
        return EndpointPath.parse(rawPath)
                .filter(path -> path.toolsets().isEmpty() || toolsets.test(path.toolsets()))
                .isPresent();
    }
}
