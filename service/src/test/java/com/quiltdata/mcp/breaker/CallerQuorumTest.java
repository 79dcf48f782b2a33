package com.quiltdata.mcp.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallerQuorumTest {
    private Instant now = Instant.EPOCH;
    private final CallerQuorum quorum = new CallerQuorum(() -> now);

    private boolean failed(int caller) {
        return quorum.failed("caller-" + caller);
    }

    private void answered(int from, int to) {
        for (int i = from; i < to; i++) {
            quorum.succeeded("caller-" + i);
        }
    }

    @Test
    void blamesTheUpstreamWhenFiveCallersFail() {
        for (int caller = 1; caller < 5; caller++) {
            assertThat(failed(caller)).isFalse();
        }
        assertThat(failed(5)).isTrue();
    }

    @Test
    void countsACallerOnceHoweverOftenItFails() {
        for (int i = 0; i < 100; i++) {
            assertThat(failed(1)).isFalse();
        }
    }

    @Test
    void requiresHalfOfTheActiveCallers() {
        answered(100, 106);
        for (int caller = 1; caller < 6; caller++) {
            assertThat(failed(caller)).isFalse();
        }
        assertThat(failed(6)).isTrue();
    }

    @Test
    void countsACallerByItsLatestExchange() {
        for (int caller = 1; caller < 5; caller++) {
            failed(caller);
        }
        quorum.succeeded("caller-1");
        assertThat(failed(5)).isFalse();
    }

    @Test
    void forgetsCallersAfterAMinute() {
        for (int caller = 1; caller < 5; caller++) {
            failed(caller);
        }
        now = now.plus(Duration.ofMinutes(1));
        assertThat(failed(5)).isFalse();
    }

    @Test
    void keepsItsCountWhenItForgetsTheOldestOfTooMany() {
        failed(0);
        answered(1, 30_000);
        for (int caller = 30_000; caller < 34_999; caller++) {
            assertThat(failed(caller)).isFalse();
        }
        assertThat(failed(34_999)).isTrue();
    }
}
