package com.quiltdata.mcp.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadlineTimerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void runsActionAfterItsTime() throws InterruptedException {
        var ran = new CountDownLatch(1);

        var _ = DeadlineTimer.schedule(ran::countDown, Duration.ofMillis(1));

        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void returnsResultThatArrivesInTime() throws Exception {
        var result = new CompletableFuture<String>();

        Thread.ofVirtual().start(() -> result.complete("done"));

        assertThat(DeadlineTimer.await(result, LONG)).isEqualTo("done");
        assertThat(DeadlineTimer.await(result, Duration.ZERO)).isEqualTo("done");
    }

    @Test
    void throwsTimeoutAndLeavesResultOpen() {
        var result = new CompletableFuture<String>();

        assertThatThrownBy(() -> DeadlineTimer.await(result, Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class);

        assertThat(result).isNotDone();
    }

    @Test
    void passesTimeoutOfTheWorkAsItsFailure() {
        var own = new TimeoutException("of the work");

        var task = Tasks.start("late", () -> {
            throw own;
        });

        assertThatThrownBy(() -> task.get(LONG))
                .isInstanceOf(ExecutionException.class)
                .hasCause(own);
    }

    @Test
    void endsWaitOnInterrupt() throws InterruptedException {
        var thrown = new CompletableFuture<Throwable>();

        var thread = Thread.ofVirtual().start(() -> {
            try {
                DeadlineTimer.await(new CompletableFuture<>(), LONG);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                thrown.complete(e);
            }
        });
        thread.interrupt();
        thread.join();

        assertThat(thrown).isCompletedWithValueMatching(InterruptedException.class::isInstance);
    }
}
