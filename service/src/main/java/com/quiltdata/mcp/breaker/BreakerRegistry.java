package com.quiltdata.mcp.breaker;

import com.quiltdata.mcp.metrics.Meters;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The circuit breakers of this process, one per upstream: the registry, the catalog, and each AWS service in each region. */
public final class BreakerRegistry {
    /** Maximum number of breakers; more than AWS has regions. */
    private static final int MAX_UPSTREAMS = 64;

    private static final String OTHER = "other";

    private final boolean enabled;
    private final Duration openTime;
    private final Meters meters;
    private final Clock clock;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

    /** Creates the breakers; {@code openTime} is how long one stays open before it lets trials through. */
    public BreakerRegistry(boolean enabled, Duration openTime, Meters meters, Clock clock) {
        this.enabled = enabled;
        this.openTime = openTime;
        this.meters = meters;
        this.clock = clock;
    }

    /** Returns breakers that never open. */
    public static BreakerRegistry none() {
        return new BreakerRegistry(false, Duration.ofSeconds(1), Meters.none(), Clock.systemUTC());
    }

    /** Returns the breaker of an upstream. The name must not come from a caller. */
    public Breaker of(String upstream) {
        var known = breakers.get(upstream);
        if (known != null) {
            return known;
        }
        var name = breakers.size() < MAX_UPSTREAMS ? upstream : OTHER;
        return breakers.computeIfAbsent(name, it -> new Breaker(it, enabled, openTime, meters, clock));
    }

    /** Returns the names of the upstreams whose breaker is not closed, sorted. */
    public List<String> open() {
        return breakers.entrySet().stream()
                .filter(entry -> entry.getValue().open())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
