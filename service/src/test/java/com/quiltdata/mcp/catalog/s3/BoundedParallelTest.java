package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.objects.StoredObject;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.testing.Latches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class BoundedParallelTest {
    private static Attempt<StoredObject> numbered(int number) {
        return new Attempt.FailedAttempt<>(new Failure.Denied(Integer.toString(number)));
    }

    @SuppressWarnings("ThreadPriorityCheck") // a yield can only make the test stricter
    private static Attempt<StoredObject> meet(CyclicBarrier barrier, Attempt<StoredObject> outcome) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
            for (int i = 0; i < 100; i++) {
                Thread.yield(); // so that one too many, if there is one, begins meanwhile
            }
            return outcome;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void returnsOutcomesInOrderOfPuts() {
        var puts = IntStream.range(0, 100)
                .<Supplier<Attempt<StoredObject>>>mapToObj(i -> () -> numbered(i))
                .toList();
        var done = new ArrayList<Integer>();

        var outcomes = new BoundedParallel(4, 64).run(puts, done::add);

        assertThat(outcomes)
                .extracting(outcome ->
                        ((Attempt.FailedAttempt<StoredObject>) outcome).reason().getMessage())
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(Integer::toString).toList());
        assertThat(done).isSorted().hasSize(100);
    }

    /** Four can only meet when four are under way at once; a fifth would break the count. */
    @Test
    void runsAtMostFourPutsOfOneCall() {
        var four = new CyclicBarrier(4);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        Supplier<Attempt<StoredObject>> put = () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            var outcome = meet(four, numbered(0));
            now.decrementAndGet();
            return outcome;
        };

        new BoundedParallel(4, 64).run(Collections.nCopies(20, put), count -> {});

        assertThat(most).hasValue(4);
    }

    @Test
    void limitsPutsOfAllCalls() throws Exception {
        var all = new BoundedParallel(4, 3);
        var three = new CyclicBarrier(3);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        Supplier<Attempt<StoredObject>> put = () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            var outcome = meet(three, numbered(0));
            now.decrementAndGet();
            return outcome;
        };
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                var _ = calls.submit(() -> all.run(Collections.nCopies(4, put), count -> {}));
            }
        }

        assertThat(most).hasValue(3);
    }

    @Test
    void interruptStopsRemainingPuts() {
        var begun = new AtomicInteger();
        var never = new CountDownLatch(1);
        var caller = Thread.currentThread();
        Supplier<Attempt<StoredObject>> put = () -> {
            if (begun.incrementAndGet() == 2) {
                caller.interrupt();
            }
            try {
                never.await();
                throw new AssertionError("nobody opens it");
            } catch (InterruptedException e) {
                return BoundedParallel.givenUp();
            }
        };

        var outcomes = new BoundedParallel(2, 64).run(Collections.nCopies(50, put), count -> {});

        assertThat(Thread.interrupted()).isTrue();
        assertThat(begun).hasValue(2);
        assertThat(outcomes)
                .hasSize(50)
                .allSatisfy(outcome -> assertThat(((Attempt.FailedAttempt<StoredObject>) outcome).reason())
                        .isInstanceOf(Failure.TooLate.class));
    }

    /** With one permit, a second put may begin before the first one's failure is seen, but no third. */
    @Test
    void refusedTokenStopsRemainingPutsAndIsThrown() {
        var begun = new AtomicInteger();
        var never = new CountDownLatch(1);
        Supplier<Attempt<StoredObject>> put = () -> {
            if (begun.incrementAndGet() == 1) {
                throw new UnauthenticatedException();
            }
            try {
                never.await();
                throw new AssertionError("nobody opens it");
            } catch (InterruptedException e) {
                return BoundedParallel.givenUp();
            }
        };

        assertThatExceptionOfType(UnauthenticatedException.class)
                .isThrownBy(() -> new BoundedParallel(1, 64).run(Collections.nCopies(100, put), count -> {}));
        assertThat(begun).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void returnsOnlyAfterInterruptedPutsHaveEnded() {
        var caller = Thread.currentThread();
        var running = new CountDownLatch(1);
        var returned = new AtomicBoolean();
        var ended = new AtomicBoolean();
        Supplier<Attempt<StoredObject>> slow = () -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                while (caller.getState() != Thread.State.WAITING && !returned.get()) {
                    Thread.onSpinWait();
                }
            }
            ended.set(true);
            return BoundedParallel.givenUp();
        };
        Supplier<Attempt<StoredObject>> refused = () -> {
            Latches.await(running);
            throw new UnauthenticatedException();
        };

        try {
            assertThatExceptionOfType(UnauthenticatedException.class)
                    .isThrownBy(() -> new BoundedParallel(4, 64).run(List.of(slow, refused), count -> {}));
            assertThat(ended).isTrue();
        } finally {
            returned.set(true);
        }
    }

    @Test
    void failedProgressReportStopsRemainingPuts() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new BoundedParallel(4, 64).run(Collections.nCopies(10, () -> numbered(0)), count -> {
                    throw new IllegalStateException("hung up");
                }));
    }

    @Test
    void runsEachPutWithRequestId() {
        var seen = Collections.synchronizedList(new ArrayList<String>());
        Supplier<Attempt<StoredObject>> put = () -> {
            seen.add(RequestId.CURRENT.get());
            return numbered(0);
        };

        ScopedValue.where(RequestId.CURRENT, "r1")
                .run(() -> new BoundedParallel(4, 64).run(List.of(put, put, put), count -> {}));

        assertThat(seen).containsExactly("r1", "r1", "r1");
    }
}
