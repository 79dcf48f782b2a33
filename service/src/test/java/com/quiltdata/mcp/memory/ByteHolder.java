package com.quiltdata.mcp.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.memory.ByteBudget.MemoryExhaustedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A request on a thread of its own that holds its share until it is closed. */
final class ByteHolder implements AutoCloseable {
    private static final int PATIENCE = 40;

    private final CountDownLatch got = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final CompletableFuture<Integer> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> given = new CompletableFuture<>();
    private final ByteBudget budget;
    private final String owner;
    private final Thread thread;

    ByteHolder(ByteBudget budget, int bytes) throws InterruptedException {
        this(budget, bytes, true);
    }

    ByteHolder(ByteBudget budget, int bytes, boolean wait) throws InterruptedException {
        this(budget, "", bytes, wait);
    }

    ByteHolder(ByteBudget budget, String owner, int bytes) throws InterruptedException {
        this(budget, owner, bytes, true);
    }

    ByteHolder(ByteBudget budget, String owner, int bytes, boolean wait) throws InterruptedException {
        this.budget = budget;
        this.owner = owner;
        thread = Thread.ofVirtual().start(() -> run(bytes));
        if (wait) {
            awaitServed();
        }
    }

    /** Does the work while it holds so many bytes of the budget. */
    static <T> T holding(ByteBudget budget, long bytes, Supplier<T> work) {
        return ByteBudget.scope(() -> {
            budget.charge(bytes);
            return work.get();
        });
    }

    boolean served() {
        return got.getCount() == 0;
    }

    void awaitServed() throws InterruptedException {
        assertThat(got.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    }

    private void run(int bytes) {
        try {
            ByteBudget.scope(owner, () -> holding(budget, bytes, this::hold));
        } catch (MemoryExhaustedException e) {
            asked.completeExceptionally(e);
        }
    }

    private boolean hold() {
        got.countDown();
        try {
            var more = asked.get(PATIENCE, TimeUnit.SECONDS);
            return holding(budget, more, () -> {
                given.complete(null);
                return awaited();
            });
        } catch (InterruptedException | ExecutionException | TimeoutException | MemoryExhaustedException e) {
            given.completeExceptionally(e);
            return false;
        }
    }

    private boolean awaited() {
        try {
            return done.await(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    CompletableFuture<Void> more(int bytes) {
        asked.complete(bytes);
        return given;
    }

    @Override
    public void close() {
        asked.complete(0);
        done.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
