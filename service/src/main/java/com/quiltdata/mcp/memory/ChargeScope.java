package com.quiltdata.mcp.memory;

import com.quiltdata.mcp.memory.ByteBudget.Exhausted;
import com.quiltdata.mcp.memory.ByteBudget.Shortage;
import com.quiltdata.mcp.memory.WaitingQueues.Wish;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one piece of work has been charged, to be returned when it ends. */
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
        budget.take(new Wish(owner, bytes, holds(budget)), wait);
        if (!added(budget, bytes)) {
            budget.give(owner, bytes);
            throw new Exhausted(Shortage.OTHERS, "The call is over.");
        }
    }

    /** The bytes that this work holds, and that within which it is done. */
    long holds(ByteBudget budget) {
        return held(budget) + (outer == null ? 0 : outer.holds(budget));
    }

    private synchronized long held(ByteBudget budget) {
        return charged.getOrDefault(budget, 0L);
    }

    /** False when the scope has ended: a thread that was left behind may still come by. */
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
