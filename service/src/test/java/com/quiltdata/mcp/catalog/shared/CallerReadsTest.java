package com.quiltdata.mcp.catalog.shared;

import static com.quiltdata.mcp.catalog.shared.ReadRoom.ANNA;
import static com.quiltdata.mcp.catalog.shared.ReadRoom.BERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.context.ReadOnlyCall;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.Polling;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads of one caller are shared and cached, and never with what was read before a change, or by somebody else. */
final class CallerReadsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Meters meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
    private final CallerReads reads = new CallerReads(meters, nanos::get);
    private final ReadRoom room = new ReadRoom(reads, meters);

    @Test
    void sharesIdenticalReadsOfOneCaller() {
        var calls = Stream.generate(() -> room.share(ANNA)).limit(5).toList();
        room.awaitJoined(4);
        room.answer();
        assertThat(calls).allMatch(call -> call.join() == 1);
        assertThat(room.sent()).isEqualTo(1);
        assertThat(room.share(ANNA).join()).as("what has ended is not shared").isEqualTo(2);
        assertThat(reads.inFlight()).isZero();
    }

    @Test
    void sharesNothingBetweenCallers() {
        var one = room.share(ANNA);
        var other = room.share(BERT);
        room.awaitSent(2);
        room.answer();
        assertThat(one.join()).isNotEqualTo(other.join());
    }

    @Test
    void sharesNothingBetweenConnectionsWithDifferentLimitsToBuckets() {
        var calls = List.of(room.share(ANNA), room.limited(ANNA, "one"), room.limited(ANNA, "other"));
        room.awaitSent(3);
        room.answer();
        assertThat(calls).extracting(Tasks.Task::join).doesNotHaveDuplicates();
    }

    @Test
    void sharesNoDifferentQuestions() {
        var calls = List.of(room.share(ANNA, "one", room::read), room.share(ANNA, "other", room::read));
        room.awaitSent(2);
        room.answer();
        assertThat(calls).extracting(Tasks.Task::join).doesNotHaveDuplicates();
    }

    /** Whoever began the read and whoever joined it are alike. */
    @Test
    void readGoesOnWhenSomeOfItsCallsAreGivenUp() {
        var first = room.share(ANNA);
        room.awaitSent(1);
        var second = room.share(ANNA);
        var third = room.share(ANNA);
        room.awaitJoined(2);
        first.interrupt();
        assertThatThrownBy(first::join).isInstanceOf(Failure.TooLate.class);
        third.interrupt();
        assertThatThrownBy(third::join).isInstanceOf(Failure.TooLate.class);
        var late = room.share(ANNA);
        room.awaitJoined(3);
        room.answer();
        assertThat(second.join()).isEqualTo(1);
        assertThat(late.join()).isEqualTo(1);
        assertThat(room.interrupted()).isZero();
    }

    @Test
    void readEndsWhenItsLastCallIsGivenUp() {
        var calls = List.of(room.share(ANNA), room.share(ANNA));
        room.awaitJoined(1);
        calls.forEach(Tasks.Task::interrupt);
        Polling.await(() -> room.interrupted() == 1);
        var next = room.share(ANNA);
        room.awaitSent(2);
        room.answer();
        assertThat(next.join()).isEqualTo(2);
        assertThat(reads.inFlight()).isZero();
    }

    @Test
    void failureReachesTheCallsThatWaitAndNoLaterOne() {
        var failing = new CountDownLatch(1);
        var sent = new AtomicInteger();
        var calls = Stream.generate(() -> room.share(ANNA, "question", () -> {
                    sent.incrementAndGet();
                    Latches.await(failing);
                    throw new UnauthenticatedException();
                }))
                .limit(3)
                .toList();
        room.awaitJoined(2);
        failing.countDown();
        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call::join).isInstanceOf(UnauthenticatedException.class));
        assertThat(sent).hasValue(1);
        room.answer();
        assertThat(room.share(ANNA).join()).isEqualTo(1);
    }

    @Test
    void cachesNoFailure() {
        assertThatThrownBy(() -> readOnly(() -> reads.cached("buckets", ANNA, "question", () -> {
                    throw new Failure.Unavailable("away");
                })))
                .isInstanceOf(Failure.Unavailable.class);
        room.answer();
        assertThat(room.cached(ANNA).join()).isEqualTo(1);
    }

    @Test
    void readAfterAChangeBeganJoinsNoReadFromBeforeIt() {
        var before = room.share(ANNA);
        room.awaitSent(1);
        var changed = new CountDownLatch(1);
        var began = new CountDownLatch(1);
        var change = Tasks.start(
                "change",
                () -> reads.changing(ANNA, () -> {
                    began.countDown();
                    Latches.await(changed);
                    return true;
                }));
        Latches.await(began);
        var during = room.share(ANNA);
        room.awaitSent(2);
        changed.countDown();
        assertThat(change.join()).isTrue();
        var after = room.share(ANNA);
        room.awaitSent(3);
        room.answer();
        assertThat(List.of(before.join(), during.join(), after.join())).containsExactly(1, 2, 3);
    }

    @Test
    void cachesNothingThatWasReadBeforeAChangeEnded() {
        room.answer();
        assertThat(room.cached(ANNA).join()).isEqualTo(1);
        room.hold();
        reads.forget(ANNA);
        var before = room.cached(ANNA);
        room.awaitSent(2);
        assertThat(reads.changing(ANNA, () -> "changed")).isEqualTo("changed");
        room.answer();
        assertThat(before.join()).isEqualTo(2);
        assertThat(room.cached(ANNA).join()).isEqualTo(3);
    }

    private record Buckets() {}

    /** A call caches what it has read for itself; that may be from before a change. */
    @Test
    void cachesNothingForOthersThatItsCallHadReadBeforeAChange() {
        room.answer();
        var perCall = new PerCallCache(true);
        Supplier<Integer> read =
                () -> reads.cached("buckets", ANNA, "question", () -> perCall.once(new Buckets(), room::read));
        var call = Tasks.start(
                "call",
                () -> readOnly(PerCallCache.within(() -> {
                    var before = read.get();
                    reads.forget(ANNA);
                    return List.of(before, read.get());
                })));
        assertThat(call.join()).containsExactly(1, 2);
        assertThat(readOnly(read)).isEqualTo(2);
    }

    @Test
    void sharesNothingBetweenAnAcceptedTokenAndItselfBefore() {
        var before = room.share(ANNA);
        var after = room.share(ANNA.accepted());
        room.awaitSent(2);
        room.answer();
        assertThat(List.of(before.join(), after.join())).doesNotHaveDuplicates();
    }

    @Test
    void failedReadIsNotFoundAnyMoreWhenItsCallsLearnOfIt() {
        var read = new SharedRead<Integer>();
        var known = new AtomicBoolean(true);
        var ended = new CountDownLatch(1);
        read.start(
                () -> {
                    throw new Failure.Unavailable("away");
                },
                _ -> {
                    Thread.currentThread().interrupt(); // then only a result that is there already is returned
                    try {
                        var _ = read.await(() -> {});
                    } catch (Failure.TooLate e) {
                        known.set(false);
                    } catch (Failure.Unavailable e) {
                        known.set(true);
                    }
                    ended.countDown();
                });
        Latches.await(ended);
        assertThat(known).isFalse();
    }

    @Test
    void failedChangeEndsTheSharingToo() {
        room.answer();
        assertThat(room.cached(ANNA).join()).isEqualTo(1);
        assertThatThrownBy(() -> reads.changing(ANNA, () -> {
                    throw new Failure.TooLate("unknown whether it was changed");
                }))
                .isInstanceOf(Failure.TooLate.class);
        assertThat(room.cached(ANNA).join()).isEqualTo(2);
    }

    @Test
    void callThatMayChangeSomethingReadsEverythingItself() {
        var shared = room.share(ANNA);
        room.awaitSent(1);
        var changing = Tasks.start(
                "changing",
                () -> ReadOnlyCall.within(false, () -> reads.share(ANNA, "question", room::read))
                        .get());
        room.awaitSent(2);
        room.answer();
        assertThat(List.of(shared.join(), changing.join())).containsExactly(1, 2);
        assertThat(room.cached(ANNA).join()).isEqualTo(3);
        assertThat(reads.cached("buckets", ANNA, "question", room::read)).isEqualTo(4);
    }

    @Test
    void cachesForHalfAMinute() {
        room.answer();
        assertThat(room.cached(ANNA).join()).isEqualTo(1);
        nanos.addAndGet(CallerReads.LIFETIME.minusMillis(1).toNanos());
        assertThat(room.cached(ANNA).join()).isEqualTo(1);
        assertThat(room.cached(BERT).join()).as("of another caller").isEqualTo(2);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(room.cached(ANNA).join()).isEqualTo(3);
    }

    @Test
    void readsAnewWhereTheLatestIsAskedForAndCachesThat() {
        room.answer();
        assertThat(room.cached(ANNA).join()).isEqualTo(1);
        assertThat(readOnly(() -> reads.refreshed(ANNA, "question", room::read)))
                .isEqualTo(2);
        assertThat(room.cached(ANNA).join()).isEqualTo(2);
    }

    @Test
    void cacheIsBoundedInBytes() {
        var budget = ByteBudget.of(1L << 30);
        for (int number = 0; number < 40; number++) {
            var question = number;
            var _ = readOnly(() -> ByteBudget.scope(() -> reads.cached("buckets", ANNA, question, () -> {
                budget.charge(1 << 20);
                return question;
            })));
        }
        assertThat(reads.cachedBytes()).isPositive().isLessThanOrEqualTo(CallerReads.MAX_BYTES);
        assertThat(budget.held()).isZero();
    }

    /** A request may name a hundred buckets that it is limited to, and each entry holds the names of its own. */
    @Test
    void cacheIsBoundedWithTheNamesOfBucketsInItsKeys() {
        var names =
                IntStream.range(0, 100).mapToObj(number -> "bucket-" + number).collect(Collectors.toSet());
        var many = new AllowedBuckets(names);
        room.answer();
        for (int number = 0; number < 1000; number++) {
            var question = number;
            var _ = ScopedValue.where(AllowedBuckets.CURRENT, many)
                    .call(() -> readOnly(() -> reads.cached("buckets", ANNA, question, room::read)));
        }
        assertThat(reads.cachedBytes()).isGreaterThan(CallerReads.MAX_BYTES / 2);
    }

    @Test
    void readsBeyondTheirMaximumNumberAreNotShared() {
        var calls = IntStream.range(0, CallerReads.MAX_IN_FLIGHT)
                .mapToObj(number -> room.share(ANNA, number, room::read))
                .toList();
        room.awaitSent(CallerReads.MAX_IN_FLIGHT);
        var further = List.of(room.share(ANNA, "further", room::read), room.share(ANNA, "further", room::read));
        room.awaitSent(CallerReads.MAX_IN_FLIGHT + 2);
        assertThat(reads.inFlight()).isEqualTo(CallerReads.MAX_IN_FLIGHT);
        room.answer();
        assertThat(Stream.concat(calls.stream(), further.stream()).map(Tasks.Task::join))
                .doesNotHaveDuplicates();
        assertThat(reads.inFlight()).isZero();
    }

    /** As if each had read for itself; the read's own bytes are released when it ends. */
    @Test
    void eachCallIsChargedForWhatIsShared() {
        var budget = ByteBudget.of(1_000_000);
        var ended = new CountDownLatch(1);
        var calls = Stream.generate(() -> Tasks.start(
                        "call",
                        () -> ByteBudget.scope(
                                "anna",
                                () -> ReadOnlyCall.within(true, () -> {
                                            var value = reads.share(ANNA, "question", () -> {
                                                budget.charge(100);
                                                return room.read();
                                            });
                                            Latches.await(ended);
                                            return value;
                                        })
                                        .get())))
                .limit(3)
                .toList();
        room.awaitJoined(2);
        assertThat(budget.held()).isEqualTo(100);
        room.answer();
        Polling.await(() -> budget.held() == 300);
        ended.countDown();
        assertThat(calls).allMatch(call -> call.join() == 1);
        assertThat(budget.held()).isZero();
    }

    private static <T> T readOnly(Supplier<T> work) {
        return ReadOnlyCall.within(true, work).get();
    }
}
