package com.quiltdata.mcp.memory;

import com.quiltdata.mcp.memory.ByteBudget.Exhausted;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one piece of work has been charged, to be returned when it ends. */
final class ChargeScope implements AutoCloseable {
    private static final ScopedValue<ChargeScope> CURRENT = ScopedValue.newInstance();

    private final @Nullable ChargeScope outer;
    private final Map<ByteBudget, Long> charged = new HashMap<>();
    private boolean ended;

    private ChargeScope(@Nullable ChargeScope outer) {
        this.outer = outer;
    }

    static @Nullable ChargeScope current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    static <T> T run(Supplier<T> work) {
        try (var scope = new ChargeScope(current())) {
            return ScopedValue.where(CURRENT, scope).call(work::get);
        }
    }

    static <T> Supplier<T> carry(Supplier<T> work) {
        var scope = current();
        return scope == null ? work : () -> ScopedValue.where(CURRENT, scope).call(work::get);
    }

    void charge(ByteBudget budget, long bytes, Duration wait) {
        budget.take(bytes, holds(), wait);
        if (!added(budget, bytes)) {
            budget.give(bytes);
            throw new Exhausted("The call is over.");
        }
    }

    /** Whether this work, or that within which it is done, holds anything. */
    boolean holds() {
        return any() || (outer != null && outer.holds());
    }

    private synchronized boolean any() {
        return !charged.isEmpty();
    }

    /** False when the scope has ended: a thread that was left behind may still come by. */
    private synchronized boolean added(ByteBudget budget, long bytes) {
        if (!ended && bytes > 0) {
            charged.merge(budget, bytes, Long::sum);
        }
        return !ended;
    }

    @Override
    public synchronized void close() {
        ended = true;
        charged.forEach(ByteBudget::give);
        charged.clear();
    }
}
