package com.quiltdata.mcp.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.testing.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FairWorkerTest {
    private static final int PLACES = 8;

    private final FairWorker worker = new FairWorker("test", PLACES, Duration.ofMinutes(1));
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void endTheWork() {
        end.countDown();
        callers.close();
    }

    /** Keeps the worker busy until the latch opens. */
    private Future<Optional<String>> busy() throws InterruptedException {
        var first = callers.submit(() -> worker.compute("busy", () -> {
            begun.countDown();
            return await(end) ? "first" : "interrupted";
        }));
        begun.await();
        return first;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    /** Adds work that waits behind what is there. */
    private Future<Optional<String>> waiting(String caller, String work) {
        var before = worker.waiting();
        var added = callers.submit(() -> worker.compute(caller, () -> {
            done.add(work);
            return work;
        }));
        Polling.await(() -> worker.waiting() == before + 1 || added.isDone());
        return added;
    }

    @Test
    void computesOnAPlatformThreadWithTheCallersScope() {
        var result = ScopedValue.where(RequestId.CURRENT, "id-1")
                .call(() -> worker.compute(
                        "a",
                        () -> "%s %s"
                                .formatted(
                                        RequestId.CURRENT.get(),
                                        Thread.currentThread().isVirtual())));
        assertThat(result).contains("id-1 false");
    }

    @Test
    void takesCallersInTurn() throws Exception {
        var _ = busy();
        var all = new ArrayList<Future<?>>();
        for (var work : List.of("a1", "a2", "a3", "b1", "c1")) {
            all.add(waiting(work.substring(0, 1), work));
        }
        end.countDown();
        for (var one : all) {
            one.get();
        }
        assertThat(done).containsExactly("a1", "b1", "c1", "a2", "a3");
    }

    @Test
    void letsOneCallerFillHalfOfThePlaces() throws Exception {
        var _ = busy();
        for (int i = 0; i < PLACES / 2; i++) {
            var _ = waiting("a", "a" + i);
        }
        assertThat(worker.compute("a", () -> "more")).isEmpty();
        for (int i = 0; i < PLACES / 2; i++) {
            var _ = waiting("b", "b" + i);
        }
        assertThat(worker.compute("c", () -> "more")).isEmpty();
        assertThat(worker.waiting()).isEqualTo(PLACES);
    }

    @Test
    void freesThePlaceOfACancelledCall() throws Exception {
        var _ = busy();
        var cancelled = Thread.ofVirtual()
                .start(() ->
                        assertThat(worker.compute("a", () -> done.add("a"))).isEmpty());
        Polling.await(() -> worker.waiting() == 1);
        cancelled.interrupt();
        cancelled.join();
        assertThat(worker.waiting()).isZero();
        end.countDown();
        assertThat(worker.compute("b", () -> "b")).contains("b");
        assertThat(done).isEmpty();
    }

    @Test
    void interruptsTheWorkOfACancelledCallAndNotTheNext() throws Exception {
        var interrupted = new CountDownLatch(1);
        var cancelled = Thread.ofVirtual()
                .start(() -> worker.compute("a", () -> {
                    begun.countDown();
                    if (!await(end)) {
                        interrupted.countDown();
                    }
                    return "a";
                }));
        begun.await();
        cancelled.interrupt();
        interrupted.await();
        assertThat(worker.compute("b", () -> Thread.currentThread().isInterrupted()))
                .contains(false);
    }

    @Test
    void waitsNotForever() throws Exception {
        var impatient = new FairWorker("test", PLACES, Duration.ofMillis(1));
        assertThat(impatient.compute("a", () -> await(end))).isEmpty();
        assertThat(impatient.waiting()).isZero();
    }

    @Test
    void throwsWhatTheWorkThrows() {
        var thrown = new IllegalArgumentException("x");
        assertThatThrownBy(() -> worker.compute("a", () -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(worker.compute("a", () -> "still there")).contains("still there");
    }
}
