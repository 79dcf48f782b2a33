package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.tool.Selection;
import java.time.Duration;

/** The lifetime of a cached result and who may share it (MCP 2026-07-28, caching). */
public record CachePolicy(Duration ttl, CacheScope scope) {
    /** Who may share a cached result: all callers, or only the caller who received it. */
    public enum CacheScope {
        PUBLIC("public"),
        PRIVATE("private");

        private final String wire;

        CacheScope(String wire) {
            this.wire = wire;
        }
    }

    /** The policy for lists that change only with a release and are the same for every caller. */
    static final CachePolicy RELEASE = new CachePolicy(Duration.ofHours(1), CacheScope.PUBLIC);

    /** The policy for lists that change only with a release but depend on the connection. */
    private static final CachePolicy CONNECTION = new CachePolicy(Duration.ofHours(1), CacheScope.PRIVATE);

    /**
     * Returns the policy for a list that depends on the selected tools. One narrowed by a connection must not be shared:
     * it depends on a header that is not part of a cache key.
     */
    static CachePolicy of(Selection selection) {
        return selection.narrowed() ? CONNECTION : RELEASE;
    }

    void writeTo(ObjectNode result) {
        result.put("ttlMs", ttl.toMillis()).put("cacheScope", scope.wire);
    }
}
