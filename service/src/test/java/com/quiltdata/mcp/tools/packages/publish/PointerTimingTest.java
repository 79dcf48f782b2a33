package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PointerTimingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Duration> waited = new ArrayList<>();
    private final PointerTiming timing =
            new PointerTiming(Duration.ofMillis(1100), Duration.ofSeconds(4), () -> NOW, waited::add);

    @Test
    void revisionIsSettledFourSecondsAfterItsCreation() {
        assertThat(timing.isSettled(NOW.minusSeconds(4))).isTrue();
        assertThat(timing.isSettled(NOW.minusSeconds(4).plusNanos(1))).isFalse();
    }

    @Test
    void waitsUntilSettledButAtLeastASecondAndAtMostFour() {
        timing.awaitSettled(NOW.minusSeconds(2));
        timing.awaitSettled(NOW.minusSeconds(60));
        timing.awaitSettled(NOW.plusSeconds(60));
        assertThat(waited).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(1100), Duration.ofSeconds(4));
    }

    @Test
    void waitsForTheWholeTime() {
        for (int i = 0; i < 2; i++) { // an earlier interrupt may cut short one park, not two
            var start = System.nanoTime();
            PointerTiming.usual().pause().accept(Duration.ofMillis(20));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        }
    }

    @Test
    void interruptedCallDoesNotWait() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(Failure.TooLate.class)
                    .isThrownBy(() -> PointerTiming.usual().awaitSecond())
                    .withMessage("The call was cancelled before a revision was written.");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
