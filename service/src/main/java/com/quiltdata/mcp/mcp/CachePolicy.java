package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.quiltdata.mcp.tool.Selection;
import java.time.Duration;

/** The lifetime of a cached result and who may share it (MCP 2026-07-28, caching). */
public record CachePolicy(long ttlMs, CacheScope cacheScope) {
    /** Who may share a cached result: all callers, or only the caller who received it. */
    public enum CacheScope {
        @JsonProperty("public")
        PUBLIC,
        @JsonProperty("private")
        PRIVATE
    }

    /** The policy for lists that change only with a release and are the same for every caller. */
    static final CachePolicy RELEASE = new CachePolicy(Duration.ofHours(1).toMillis(), CacheScope.PUBLIC);

    /** Returns a list's policy: private if chosen by the connection, whose headers are not part of a cache key. */
    static CachePolicy of(Selection selection) {
        return selection.chosen() ? new CachePolicy(RELEASE.ttlMs(), CacheScope.PRIVATE) : RELEASE;
    }
}
