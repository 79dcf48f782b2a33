package com.quiltdata.mcp.breaker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides whether timeouts and failures are caused by the upstream or by one caller's requests. A caller counts once,
 * by the outcome of its latest exchange in the last minute; the upstream is at fault if at least five callers failed
 * and they are at least half of the active ones.
 */
final class CallerQuorum {
    private static final int MIN_FAILING = 5;

    /** Equal to the default timeout, so that callers who began to wait together are counted together. */
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int MAX_CALLERS = 10_000;

    private final InstantSource clock;

    /** Latest exchange by caller, least recently active first. */
    private final Map<String, LatestOutcome> latest = new LinkedHashMap<>();

    private int failing;

    CallerQuorum(InstantSource clock) {
        this.clock = clock;
    }

    private record LatestOutcome(long at, boolean failed) {}

    synchronized void succeeded(String caller) {
        put(caller, false);
    }

    /** Counts an exchange that timed out or failed, and returns whether the upstream is at fault. */
    synchronized boolean failed(String caller) {
        put(caller, true);
        return failing >= MIN_FAILING && 2 * failing >= latest.size();
    }

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
        latest.put(caller, new LatestOutcome(now, failed));
        failing += failed ? 1 : 0;
    }

    private boolean stale(LatestOutcome oldest, long now) {
        return now - oldest.at() >= WINDOW.toMillis() || latest.size() >= MAX_CALLERS;
    }

    private void remove(String caller) {
        var before = latest.remove(caller);
        failing -= before != null && before.failed() ? 1 : 0;
    }
}
