package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** How long a client may keep a result, and whether it is the same for all callers (2026-07-28, caching). */
public record Caching(Duration ttl, Scope scope) {
    /** Who may share a kept result. */
    public enum Scope {
        PUBLIC("public"),
        PRIVATE("private");

        private final String wire;

        Scope(String wire) {
            this.wire = wire;
        }
    }

    /** Lists that only a new release changes. */
    static final Caching RELEASE = new Caching(Duration.ofHours(1), Scope.PUBLIC);

    /** The same for one connection only. */
    static final Caching CONNECTION = new Caching(Duration.ofHours(1), Scope.PRIVATE);

    void writeTo(ObjectNode result) {
        result.put("ttlMs", ttl.toMillis()).put("cacheScope", scope.wire);
    }
}
