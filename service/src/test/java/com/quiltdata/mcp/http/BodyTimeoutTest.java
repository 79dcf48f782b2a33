package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class BodyTimeoutTest {
    /** A thread whose interruption takes as long as the test wants. */
    private static final class Reader extends Thread {
        private final CountDownLatch interrupting = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        Reader(Runnable work) {
            super(work);
        }

        @Override
        public void interrupt() {
            interrupting.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            super.interrupt();
        }
    }

    @Test
    void interruptionUnderWayDoesNotReachTheNextRead() throws Exception {
        var closed = new CountDownLatch(1);
        var next = new CompletableFuture<Boolean>();
        try (var scheduler = Executors.newSingleThreadScheduledExecutor()) {
            var reader = new Reader(() -> {
                try (var _ = new BodyTimeout(scheduler).in(Duration.ofMillis(1))) {
                    ((Reader) Thread.currentThread()).interrupting.await();
                } catch (InterruptedException e) {
                    next.completeExceptionally(e);
                }
                closed.countDown();
                ((Reader) Thread.currentThread()).released.countDown();
                scheduler.shutdown();
                while (!scheduler.isTerminated()) {
                    Thread.onSpinWait();
                }
                next.complete(Thread.currentThread().isInterrupted());
            });
            reader.start();
            reader.interrupting.await();
            while (closed.getCount() > 0 && reader.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            reader.released.countDown();

            assertThat(next.get(60, TimeUnit.SECONDS)).isFalse();
        }
    }
}
