package com.quiltdata.mcp.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.context.RequestScope;
import com.quiltdata.mcp.memory.ByteBudget.MemoryExhaustedException;
import com.quiltdata.mcp.memory.ByteBudget.Shortage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All requests share a bounded number of bytes. */
@Timeout(60)
class ByteBudgetTest {
    private static final Duration LONG = Duration.ofSeconds(40);

    private ByteBudget budget = new ByteBudget(1000, LONG);

    @AfterEach
    void allBytesAreReleased() {
        assertThat(budget.held()).isZero();
    }

    @Test
    void lendsTheRequestsOfOneOwnerAThird() {
        budget = new ByteBudget(900, Duration.ofMillis(1));
        try (var one = budget.share("ada");
                var two = budget.share("ada");
                var other = budget.share("bob")) {
            one.grow(200);
            assertShortage(Shortage.OWNER, () -> two.grow(101));
            two.grow(100);
            other.grow(300);
        }
        try (var again = budget.share("ada")) {
            again.grow(300);
        }
    }

    @Test
    void lendsOneRequestMoreWhileOwnersOthersHoldLittle() {
        budget = new ByteBudget(900, Duration.ofMillis(1));
        try (var body = budget.share("ada");
                var second = budget.share("ada")) {
            body.grow(10);
            ByteBudget.scope("ada", () -> {
                budget.charge(500);
                budget.charge(100);
                assertShortage(Shortage.OWNER, () -> second.grow(1));
                return "x";
            });
            second.grow(1);
        }
    }

    @Test
    void limitsOwnerToAThirdAndLetsOthersPass() throws Exception {
        budget = new ByteBudget(900, LONG);
        try (var _ = new ByteHolder(budget, "ada", 250);
                var second = new ByteHolder(budget, "ada", 250, false)) {
            awaitWaiting(1);

            try (var _ = new ByteHolder(budget, "bob", 250)) {
                assertThat(second.served()).isFalse();
            }
        }
    }

    @Test
    void servesAnOwnersNextRequestWhenTheirOthersEnd() throws Exception {
        budget = new ByteBudget(900, LONG);
        var first = new ByteHolder(budget, "ada", 250);
        try (var second = new ByteHolder(budget, "ada", 250, false)) {
            awaitWaiting(1);

            first.close();

            second.awaitServed();
        }
    }

    @Test
    void refusesMoreThanTheWholeBudget() {
        assertShortage(Shortage.TOTAL, () -> holding(1001, () -> "x"))
                .hasMessageContaining("1,001 bytes")
                .hasMessageContaining("QUILT_MCP_MEMORY_BYTES");
        assertThat(holding(1000, () -> "x")).isEqualTo("x");
        assertThat(budget.refusals()).isOne();
    }

    @Test
    void refusesGrowthBeyondTheWholeBudget() {
        try (var share = budget.share("")) {
            share.grow(900);
            assertShortage(Shortage.TOTAL, () -> share.grow(101)).hasMessageContaining("1,001 bytes");
        }
    }

    @Test
    void refusesRequestThatWaitsTooLong() throws Exception {
        budget = new ByteBudget(1000, Duration.ofMillis(20));
        try (var _ = new ByteHolder(budget, 600)) {
            assertShortage(Shortage.OTHERS, () -> holding(600, () -> "x"));
            assertThat(holding(200, () -> "x")).isEqualTo("x");
            assertThat(budget.waits()).isOne();
            assertThat(budget.refusals()).isOne();
        }
    }

    @Test
    void servesWaitingRequestsInOrder() throws Exception {
        var first = new ByteHolder(budget, 800);
        try (var second = new ByteHolder(budget, 500, false)) {
            awaitWaiting(1);
            try (var third = new ByteHolder(budget, 300, false)) {
                awaitWaiting(2);
                assertThat(third.served()).isFalse();

                first.close();

                second.awaitServed();
                third.awaitServed();
            }
        }
    }

    @Test
    void letsSmallRequestOvertakeLargeOne() throws Exception {
        try (var _ = new ByteHolder(budget, 500);
                var waiting = new ByteHolder(budget, 600, false)) {
            awaitWaiting(1);

            assertThat(holding(3, () -> "small")).isEqualTo("small");
            assertThat(waiting.served()).isFalse();
        }
    }

    @Test
    void releasesBytesOfFailedWork() {
        assertThatThrownBy(() -> holding(1000, () -> {
                    throw new IllegalStateException("late");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(budget.held()).isZero();
    }

    /** The newcomer came before; if it were served before, both would wait for ever. */
    @Test
    void servesHolderBeforeNewcomer() throws Exception {
        try (var holder = new ByteHolder(budget, 500);
                var newcomer = new ByteHolder(budget, 600, false)) {
            awaitWaiting(1);

            holder.more(400).get(20, TimeUnit.SECONDS);

            assertThat(newcomer.served()).isFalse();
        }
    }

    /** With one queue the holder would stand in it behind a newcomer who waits for what the holder holds. */
    @Test
    void queuesNewcomersBehindHolders() throws Exception {
        var other = new ByteHolder(budget, 300);
        try (var holder = new ByteHolder(budget, 500);
                var newcomer = new ByteHolder(budget, 600, false)) {
            awaitWaiting(1);
            var second = holder.more(400);
            awaitWaiting(2);

            other.close();

            second.get(20, TimeUnit.SECONDS);
            assertThat(newcomer.served()).isFalse();
        }
    }

    @Test
    void reservesBytesForHolders() throws Exception {
        budget = new ByteBudget(1000, Duration.ofMillis(20));
        try (var holder = new ByteHolder(budget, 800)) {
            assertThatThrownBy(() -> holding(150, () -> "newcomer")).isInstanceOf(MemoryExhaustedException.class);
            holder.more(150).get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void countsAShareThatGrowsWithinAScopeAsItsHolder() {
        holding(880, () -> {
            try (var share = budget.share("")) {
                share.grow(100);
                share.grow(20);
                assertThat(share.bytes()).isEqualTo(120);
                assertThat(budget.held()).isEqualTo(1000);
            }
            return "x";
        });
    }

    @Test
    void chargesTheScopeFromAnotherThread() {
        ByteBudget.scope(() -> {
            var scope = RequestScope.capture();
            CompletableFuture.runAsync(() -> scope.run(() -> budget.charge(300)))
                    .join();
            assertThat(budget.held()).isEqualTo(300);
            return "x";
        });
    }

    @Test
    void refusesChargesOfAThreadThatOutlivesItsScope() {
        var scope = ByteBudget.scope(RequestScope::capture);

        assertThatThrownBy(() -> scope.run(() -> budget.charge(300))).isInstanceOf(MemoryExhaustedException.class);
        var share = budget.share("");
        share.close();
        assertThatThrownBy(() -> share.grow(1)).isInstanceOf(MemoryExhaustedException.class);
    }

    @Test
    void stopsWaitingWhenInterrupted() throws Exception {
        try (var _ = new ByteHolder(budget, 600)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> holding(600, () -> "x")).isInstanceOf(MemoryExhaustedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void neverLendsMoreThanTheBudget() throws Exception {
        budget = new ByteBudget(1000, Duration.ofMillis(5));
        var highest = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                var _ = threads.submit(() -> holding(ThreadLocalRandom.current().nextInt(1, 700), () -> {
                    highest.accumulateAndGet(budget.held(), Math::max);
                    return holding(ThreadLocalRandom.current().nextInt(1, 300), () -> {
                        highest.accumulateAndGet(budget.held(), Math::max);
                        return "x";
                    });
                }));
            }
        }
        assertThat(highest).hasPositiveValue().hasValueLessThanOrEqualTo(1000);
    }

    @Test
    void lendsAThirdOfTheHeapByDefault() {
        assertThat(ByteBudget.of(0).total()).isEqualTo(Runtime.getRuntime().maxMemory() / 3);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertShortage(Shortage why, ThrowingCallable work) {
        return assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        MemoryExhaustedException.class,
                        e -> assertThat(e.shortage()).isEqualTo(why));
    }

    private void awaitWaiting(int count) {
        await(() -> budget.waits() >= count && budget.waiting() >= count);
    }

    private static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private <T> T holding(long bytes, Supplier<T> work) {
        return ByteHolder.holding(budget, bytes, work);
    }
}
