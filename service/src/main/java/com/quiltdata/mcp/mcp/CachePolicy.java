package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.annotation.JsonValue;
import com.quiltdata.mcp.tool.Selection;
import java.time.Duration;
import java.util.Locale;

/** The lifetime of a cached result and who may share it (MCP 2026-07-28, caching). */
public record CachePolicy(long ttlMs, CacheScope cacheScope) {
    /** Who may share a cached result: all callers, or only the caller who received it. */
    public enum CacheScope {
        PUBLIC,
        PRIVATE;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The policy for lists that change only with a release and are the same for every caller. */
    static final CachePolicy RELEASE = new CachePolicy(Duration.ofHours(1).toMillis(), CacheScope.PUBLIC);

    /**
     * Returns the policy for a list that depends on the selected tools. One narrowed by a connection must not be shared:
     * it depends on a header that is not part of a cache key.
     */
    static CachePolicy of(Selection selection) {
        return selection.narrowed() ? new CachePolicy(RELEASE.ttlMs(), CacheScope.PRIVATE) : RELEASE;
    }
}
