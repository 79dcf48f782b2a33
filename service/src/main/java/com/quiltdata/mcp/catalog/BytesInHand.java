package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.catalog.CatalogException.Throttled;
import com.quiltdata.mcp.catalog.CatalogException.TooLarge;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.memory.ByteBudget.Exhausted;
import com.quiltdata.mcp.memory.ByteBudget.Shortage;
import java.time.Duration;
import java.util.function.Supplier;

/** The byte budget for adapters: bytes that cannot be had are one of the catalog's exceptions. */
public record BytesInHand(ByteBudget budget) {
    /** A budget that nothing exhausts. */
    public static BytesInHand unlimited() {
        return new BytesInHand(ByteBudget.of(Long.MAX_VALUE / 2));
    }

    /**
     * Adds to what the current call holds until it ends.
     *
     * @throws CatalogException when that much cannot be had: now, in time, or ever
     */
    public void charge(long bytes) {
        charge(bytes, budget.patience());
    }

    /** Adds to what the current call holds, waiting so long for it. */
    public void charge(long bytes, Duration wait) {
        try {
            budget.charge(bytes, wait);
        } catch (Exhausted e) {
            throw refusal(e);
        }
    }

    /** Does the work, and returns what it charged when it ends. */
    public <T> T scope(Supplier<T> work) {
        return ByteBudget.scope(work);
    }

    private CatalogException refusal(Exhausted e) {
        var message = String.valueOf(e.getMessage());
        if (Thread.currentThread().isInterrupted()) {
            return new TooLate(message, e);
        }
        return e.shortage() == Shortage.TOTAL
                ? new TooLarge(message + " Ask for less.")
                : new Throttled(message, budget.patience());
    }
}
