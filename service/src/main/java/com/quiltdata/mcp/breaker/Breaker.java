package com.quiltdata.mcp.breaker;

import com.quiltdata.mcp.metrics.AlarmMarker;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Circuit breaker of one upstream. It opens when half of the recent exchanges did not reach the upstream, or when a
 * {@link CallerQuorum} attributes timeouts and failures to the upstream. After the open time a few trial exchanges,
 * each of a different caller, are let through: the first response closes the breaker, the first exchange that does not
 * reach the upstream opens it again.
 */
public final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    /** Recent exchanges considered: more than the resets when one of several tasks behind a balancer stops. */
    private static final int WINDOW = 50;

    /** Minimum number of exchanges before the breaker may open: fewer may belong to one call with several requests. */
    private static final int MIN_EXCHANGES = 10;

    private static final int HALF = 50;
    private static final int TRIALS = 3;
    private static final long MILLIS = 1000;

    private final String upstream;
    private final CircuitBreaker breaker;
    private final CallerQuorum quorum;
    private final Clock clock;
    private final Meters meters;
    private final Duration openTime;

    /** Callers whose trial exchange is under way while the breaker is half open. */
    private final Set<String> trying = new HashSet<>();

    private long period;
    private long tryAgainAt;

    Breaker(String upstream, boolean enabled, Duration openTime, Meters meters, Clock clock) {
        this.upstream = upstream;
        this.clock = clock;
        this.meters = meters;
        this.openTime = openTime;
        this.quorum = new CallerQuorum(clock);
        this.breaker = CircuitBreaker.of(upstream, configuration(enabled, openTime, clock));
        breaker.getEventPublisher()
                .onStateTransition(event -> enter(event.getStateTransition().getToState()));
        meters.breaker(upstream, 0);
    }

    private static CircuitBreakerConfig configuration(boolean enabled, Duration openTime, Clock clock) {
        return CircuitBreakerConfig.custom()
                .initialState(enabled ? State.CLOSED : State.DISABLED)
                .slidingWindow(WINDOW, MIN_EXCHANGES, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(HALF)
                .waitDurationInOpenState(openTime)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                // Trials that hang release their permits.
                .maxWaitDurationInHalfOpenState(openTime)
                .recordResult(Boolean.FALSE::equals)
                .clock(clock)
                .build();
    }

    /**
     * Returns a permit for an exchange; empty while the breaker refuses it.
     *
     * @param inQuorum whether the caller's timeouts and responses count in the quorum; invented callers must not
     *     influence it
     */
    public synchronized Optional<Permit> tryEnter(String caller, boolean inQuorum) {
        if ((halfOpen() && trying.contains(caller)) || !breaker.tryAcquirePermission()) {
            meters.count(Metric.BREAKER_REFUSALS, upstream);
            return Optional.empty();
        }
        if (halfOpen()) {
            trying.add(caller);
        }
        return Optional.of(new Permit(this, caller, period, inQuorum));
    }

    /** Returns how many seconds a refused caller should wait, at least 1. */
    public synchronized long retryAfterSeconds() {
        return Math.max(1, Math.ceilDiv(tryAgainAt - clock.millis(), MILLIS));
    }

    boolean open() {
        var state = breaker.getState();
        return state != State.CLOSED && state != State.DISABLED;
    }

    /** Records the outcome of an exchange. Exchanges that began in an earlier state of the breaker are ignored. */
    synchronized void end(Permit permit, ExchangeOutcome outcome) {
        if (permit.period() != period) {
            return;
        }
        if (halfOpen()) {
            trying.remove(permit.caller());
            endTrial(outcome);
        } else {
            count(permit, outcome);
        }
    }

    private boolean halfOpen() {
        return breaker.getState() == State.HALF_OPEN;
    }

    private void endTrial(ExchangeOutcome outcome) {
        switch (outcome) {
            case ANSWERED -> breaker.transitionToClosedState();
            case UNREACHABLE -> breaker.transitionToOpenState();
            case SUSPECT, UNKNOWN -> breaker.releasePermission();
        }
    }

    private void count(Permit permit, ExchangeOutcome outcome) {
        switch (outcome) {
            case ANSWERED -> {
                if (permit.inQuorum()) {
                    quorum.succeeded(permit.caller());
                }
                breaker.onResult(0, TimeUnit.NANOSECONDS, true);
            }
            case UNREACHABLE -> breaker.onResult(0, TimeUnit.NANOSECONDS, false);
            case SUSPECT -> {
                if (permit.inQuorum() && quorum.failed(permit.caller()) && breaker.getState() == State.CLOSED) {
                    breaker.transitionToOpenState();
                }
            }
            case UNKNOWN -> {}
        }
    }

    private synchronized void enter(State state) {
        period++;
        trying.clear();
        quorum.clear();
        tryAgainAt = clock.millis() + (state == State.OPEN ? openTime.toMillis() : 0);
        switch (state) {
            case OPEN -> {
                meters.breaker(upstream, 2);
                LOG.warn(
                        AlarmMarker.MARKER,
                        "{} is unreachable or failing: no requests are sent to it for {} s",
                        upstream,
                        openTime.toSeconds());
            }
            case HALF_OPEN -> meters.breaker(upstream, 1);
            default -> {
                meters.breaker(upstream, 0);
                LOG.info("{} is available again", upstream);
            }
        }
    }
}
