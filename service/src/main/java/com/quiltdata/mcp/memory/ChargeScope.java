package com.quiltdata.mcp.memory;

import com.quiltdata.mcp.memory.ByteBudget.MemoryExhaustedException;
import com.quiltdata.mcp.memory.ByteBudget.Shortage;
import com.quiltdata.mcp.memory.WaitingQueues.ByteRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bytes charged by one piece of work; released when it ends. */
final class ChargeScope implements AutoCloseable {
    private static final ScopedValue<ChargeScope> CURRENT = ScopedValue.newInstance();

    private final @Nullable ChargeScope outer;
    private final String owner;
    private final Map<ByteBudget, Long> charged = new HashMap<>();
    private boolean ended;

    private ChargeScope(@Nullable ChargeScope outer, String owner) {
        this.outer = outer;
        this.owner = outer != null && owner.isEmpty() ? outer.owner : owner;
    }

    static @Nullable ChargeScope current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    static <T> T run(String owner, Supplier<T> work) {
        try (var scope = new ChargeScope(current(), owner)) {
            return ScopedValue.where(CURRENT, scope).call(work::get);
        }
    }

    static <T> Supplier<T> carry(Supplier<T> work) {
        var scope = current();
        return scope == null ? work : () -> ScopedValue.where(CURRENT, scope).call(work::get);
    }

    void charge(ByteBudget budget, long bytes, Duration wait) {
        if (bytes <= 0) {
            return;
        }
        budget.take(new ByteRequest(owner, bytes, holds(budget)), wait);
        if (!added(budget, bytes)) {
            budget.give(owner, bytes);
            throw new MemoryExhaustedException(Shortage.OTHERS, "The call has ended.");
        }
    }

    /** Returns the bytes held by this work and by the enclosing work. */
    long holds(ByteBudget budget) {
        return held(budget) + (outer == null ? 0 : outer.holds(budget));
    }

    private synchronized long held(ByteBudget budget) {
        return charged.getOrDefault(budget, 0L);
    }

    /** Adds bytes. Returns false if the scope has ended, because a thread left running may still charge. */
    private synchronized boolean added(ByteBudget budget, long bytes) {
        if (!ended) {
            charged.merge(budget, bytes, Long::sum);
        }
        return !ended;
    }

    @Override
    public synchronized void close() {
        ended = true;
        charged.forEach((budget, bytes) -> budget.give(owner, bytes));
        charged.clear();
    }
}
