package com.quiltdata.mcp.breaker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides whether timeouts and failures are the upstream's fault rather than that of a caller's requests. A caller counts
 * once, by how its latest exchange of the last minute ended; the upstream is at fault when at least five callers failed, and
 * these are at least half of those that were active.
 */
final class CallerQuorum {
    private static final int MIN_FAILING = 5;

    /** As long as a default timeout, so that callers who began to wait together are counted together. */
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int MAX_CALLERS = 10_000;

    private final InstantSource clock;

    /** By caller, the one that was active longest ago first. */
    private final Map<String, Latest> latest = new LinkedHashMap<>();

    private int failing;

    CallerQuorum(InstantSource clock) {
        this.clock = clock;
    }

    private record Latest(long at, boolean failed) {}

    /** Counts an exchange that was answered. */
    synchronized void answered(String caller) {
        put(caller, false);
    }

    /** Counts an exchange that timed out or failed, and returns whether the upstream is at fault. */
    synchronized boolean failed(String caller) {
        put(caller, true);
        return failing >= MIN_FAILING && 2 * failing >= latest.size();
    }

    /** Forgets all callers. */
    synchronized void clear() {
        latest.clear();
        failing = 0;
    }

    private void put(String caller, boolean failed) {
        var now = clock.millis();
        remove(caller);
        while (!latest.isEmpty() && stale(latest.entrySet().iterator().next().getValue(), now)) {
            remove(latest.keySet().iterator().next());
        }
        latest.put(caller, new Latest(now, failed));
        failing += failed ? 1 : 0;
    }

    private boolean stale(Latest oldest, long now) {
        return now - oldest.at() >= WINDOW.toMillis() || latest.size() >= MAX_CALLERS;
    }

    private void remove(String caller) {
        var before = latest.remove(caller);
        failing -= before != null && before.failed() ? 1 : 0;
    }
}
