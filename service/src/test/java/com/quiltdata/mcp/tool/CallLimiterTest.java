package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.tool.LimitExceededException.Limit;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CallLimiterTest {
    private static final Caller ADA = Caller.of("ada").accepted();
    private static final Caller STRANGER = Caller.of("stranger");

    private static CallLimiter limiter(int places, int perCaller, int unjudged) {
        return new CallLimiter(
                new Limits(Duration.ofSeconds(20), places, perCaller, unjudged, 1_000_000, 10_000, 10_000),
                new Meters(MetricsLevel.STANDARD, new MetricRegistry()));
    }

    /** How many calls the caller gets in, up to so many, and what limit ends it. */
    private static int enters(CallLimiter limiter, Caller caller, int most, Limit end) {
        for (int i = 0; i < most; i++) {
            var thrown = catchThrowableOfType(LimitExceededException.class, () -> limiter.enter(caller));
            if (thrown != null) {
                assertThat(thrown.limit()).isEqualTo(end);
                return i;
            }
        }
        return most;
    }

    @Test
    void limitsOneCallerToAThird() {
        assertThat(enters(limiter(96, 96, 64), ADA, 100, Limit.CALLER)).isEqualTo(32);
    }

    @Test
    void limitsOneCallerToTheConfiguredNumber() {
        assertThat(enters(limiter(96, 10, 64), ADA, 100, Limit.CALLER)).isEqualTo(10);
    }

    @Test
    void reservesTheLastQuarterForCallersWithFewCalls() {
        var limiter = limiter(96, 96, 64);
        var taken = IntStream.range(0, 3)
                .map(i -> enters(limiter, Caller.of("busy-" + i).accepted(), 100, Limit.CALLER))
                .sum();
        assertThat(taken).isEqualTo(72);
        assertThat(enters(limiter, ADA, 100, Limit.CALLER)).isEqualTo(8);
        assertThat(enters(limiter, Caller.of("bob").accepted(), 100, Limit.CALLER))
                .isEqualTo(8);
    }

    @Test
    void refusesCallsWhenTheServerIsFull() {
        var limiter = limiter(12, 12, 64);
        for (int i = 0; i < 3; i++) {
            assertThat(enters(limiter, Caller.of("busy-" + i).accepted(), 4, Limit.SERVER))
                    .isEqualTo(4);
        }
        assertThat(enters(limiter, ADA, 1, Limit.SERVER)).isZero();
    }

    @Test
    void callWithinTheReserveIsOneThatLeavesLessThanTheReserve() {
        var limiter = limiter(96, 96, 64);
        enters(limiter, Caller.of("busy-0").accepted(), 22, Limit.CALLER);
        enters(limiter, Caller.of("busy-1").accepted(), 22, Limit.CALLER);
        assertThat(enters(limiter, ADA, 100, Limit.CALLER)).isEqualTo(28);
    }

    @Test
    void refusalForTheReserveTakesNoSlot() {
        var limiter = limiter(96, 96, 64);
        for (int i = 0; i < 3; i++) {
            enters(limiter, Caller.of("busy-" + i).accepted(), 24, Limit.CALLER);
        }
        for (int i = 0; i < 50; i++) {
            enters(limiter, ADA, 9, Limit.CALLER);
        }
        assertThat(enters(limiter, Caller.of("bob").accepted(), 8, Limit.SERVER))
                .isEqualTo(8);
        assertThat(enters(limiter, Caller.of("eve").accepted(), 8, Limit.SERVER))
                .isEqualTo(8);
    }

    @Test
    void refusalByAFullServerDoesNotCountAgainstTheCaller() {
        var limiter = limiter(12, 12, 64);
        var busy = Caller.of("busy").accepted();
        enters(limiter, busy, 4, Limit.CALLER);
        enters(limiter, Caller.of("busy-1").accepted(), 4, Limit.CALLER);
        enters(limiter, Caller.of("busy-2").accepted(), 4, Limit.CALLER);
        for (int i = 0; i < 50; i++) {
            enters(limiter, ADA, 1, Limit.SERVER);
        }
        limiter.leave(busy);
        assertThat(enters(limiter, ADA, 2, Limit.SERVER)).isEqualTo(1);
    }

    @Test
    void refusalForgetsNoCallThatIsUnderWay() {
        var limiter = limiter(6, 6, 64);
        assertThat(enters(limiter, ADA, 10, Limit.CALLER)).isEqualTo(2);
        assertThat(enters(limiter, ADA, 10, Limit.CALLER)).isZero();
        limiter.leave(ADA);
        assertThat(enters(limiter, ADA, 10, Limit.CALLER)).isEqualTo(1);
    }

    @Test
    void limitsUnverifiedCallersTogether() {
        var limiter = limiter(96, 96, 9);
        for (int i = 0; i < 3; i++) {
            assertThat(enters(limiter, Caller.of("stranger-" + i), 100, Limit.CALLER))
                    .isEqualTo(3);
        }
        assertThat(enters(limiter, STRANGER, 1, Limit.UNJUDGED)).isZero();
        assertThat(enters(limiter, ADA, 100, Limit.CALLER)).isEqualTo(32);
    }

    @Test
    void acceptedCallersDoNotUseSlotsOfUnverifiedOnes() {
        var limiter = limiter(3, 3, 9);
        for (int i = 0; i < 3; i++) {
            limiter.enter(Caller.of("busy-" + i).accepted());
        }
        assertThat(enters(limiter, ADA, 1, Limit.SERVER)).isZero();
        assertThat(enters(limiter, STRANGER, 3, Limit.UNJUDGED)).isEqualTo(3);
    }

    @Test
    void refusedCallTakesNoSlot() {
        var limiter = limiter(6, 6, 64);
        for (int i = 0; i < 50; i++) {
            enters(limiter, ADA, 10, Limit.CALLER);
            limiter.leave(ADA);
            limiter.leave(ADA);
        }
        assertThat(enters(limiter, ADA, 10, Limit.CALLER)).isEqualTo(2);
    }

    @Test
    void limitsCallsPerMinute() {
        var limiter = new CallLimiter(
                new Limits(Duration.ofSeconds(20), 9, 9, 3, 10_000),
                new Meters(MetricsLevel.STANDARD, new MetricRegistry()));
        for (int i = 0; i < 3; i++) {
            limiter.enter(ADA);
            limiter.leave(ADA);
        }
        assertThat(enters(limiter, ADA, 1, Limit.RATE)).isZero();
    }
}
