package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.memory.ByteBudget.MemoryExhaustedException;
import com.quiltdata.mcp.memory.ByteBudget.Shortage;
import java.time.Duration;
import java.util.function.Supplier;

/** The byte budget as adapters use it: an exhausted budget becomes a {@link Failure}. */
public record MemoryBudget(ByteBudget budget) {
    /**
     * Charges bytes to the current call, which holds them until it ends.
     *
     * @throws Failure when the budget lacks that many bytes now, within the wait, or in total
     */
    public void charge(long bytes) {
        charge(bytes, budget.patience());
    }

    /** Charges bytes to the current call, waiting at most {@code wait} for them. */
    public void charge(long bytes, Duration wait) {
        try {
            budget.charge(bytes, wait);
        } catch (MemoryExhaustedException e) {
            throw refusal(e);
        }
    }

    /** Runs the work, and releases what it charged when it ends. */
    public <T> T scope(Supplier<T> work) {
        return ByteBudget.scope(work);
    }

    private Failure refusal(MemoryExhaustedException e) {
        var message = String.valueOf(e.getMessage());
        if (Thread.currentThread().isInterrupted()) {
            return new Failure.TooLate(message, e);
        }
        return e.shortage() == Shortage.TOTAL
                ? new Failure.TooLarge(message + " Request less data.")
                : new Failure.Throttled(message, budget.patience());
    }
}
