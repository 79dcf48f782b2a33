package com.quiltdata.mcp.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PerCallerLimiterTest {
    private final PerCallerLimiter turns = new PerCallerLimiter(2);

    private CompletableFuture<PerCallerLimiter.Turn> beginElsewhere(String caller) {
        var begun = new CompletableFuture<PerCallerLimiter.Turn>();
        Thread.ofVirtual().start(() -> {
            try {
                begun.complete(turns.begin(caller));
            } catch (InterruptedException e) {
                begun.completeExceptionally(e);
            }
        });
        return begun;
    }

    @Test
    void callerWaitsForOwnTurnsOnly() throws Exception {
        var first = turns.begin("ada");
        var second = turns.begin("ada");
        var third = beginElsewhere("ada");

        turns.begin("bob").close();
        assertThat(third).isNotDone();

        first.close();
        third.get(30, TimeUnit.SECONDS).close();
        second.close();
        assertThat(turns.callers()).isZero();
    }

    @Test
    void returnsTurnOnce() throws Exception {
        var first = turns.begin("ada");
        var second = turns.begin("ada");
        first.close();
        first.close();
        var third = turns.begin("ada");
        var fourth = beginElsewhere("ada");
        assertThat(fourth).isNotDone();
        second.close();
        fourth.get(30, TimeUnit.SECONDS).close();
        third.close();
        assertThat(turns.callers()).isZero();
    }

    @Test
    void forgetsCallerAfterInterrupt() throws Exception {
        var first = turns.begin("ada");
        var second = turns.begin("ada");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> turns.begin("ada")).isInstanceOf(InterruptedException.class);
        first.close();
        second.close();
        assertThat(turns.callers()).isZero();
    }
}
