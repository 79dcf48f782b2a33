package com.quiltdata.mcp.memory;

import com.quiltdata.mcp.memory.WaitingQueues.Wish;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that all requests together may hold at a time.
 *
 * <p>A request that holds some already is served before those that hold none, and the last eighth is kept for it: otherwise
 * two requests that each need a second share could wait for each other. The others are served in their order; small ones may
 * pass a large one that waits. Whoever waits too long is refused. The requests of one owner hold a third of it together, or
 * one of them more.
 *
 * <p>Bytes are charged to the innermost {@linkplain #scope scope} and returned when it ends. What is charged outside of every
 * scope is not counted.
 */
public final class ByteBudget {
    /** The owner of what all callers hold together whose tokens are not accepted. */
    public static final String UNACCEPTED = "unaccepted";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int HEAP_SHARE = 3;

    private final long total;
    private final Duration patience;
    private final WaitingQueues waiting;
    private final LongAdder waits = new LongAdder();
    private final LongAdder refusals = new LongAdder();

    /**
     * A budget.
     *
     * @param total bytes
     * @param patience how long a share is waited for
     */
    public ByteBudget(long total, Duration patience) {
        this.total = total;
        this.patience = patience;
        this.waiting = new WaitingQueues(total);
    }

    /** A budget of so many bytes, or of a third of the heap where none are given. */
    public static ByteBudget of(long bytes) {
        return new ByteBudget(bytes > 0 ? bytes : Runtime.getRuntime().maxMemory() / HEAP_SHARE, PATIENCE);
    }

    /** Why no bytes could be had. */
    public enum Shortage {
        /** They are more than there are in all. */
        TOTAL,
        /** Other requests of the same owner hold as many as one owner may. */
        OWNER,
        /** Others hold them, or the request is over. */
        OTHERS
    }

    /** No bytes could be had. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Shortage shortage;

        Exhausted(Shortage shortage, String message) {
            super(message, null, false, false);
            this.shortage = shortage;
        }

        public Shortage shortage() {
            return shortage;
        }
    }

    public long total() {
        return total;
    }

    /** How long a share is waited for. */
    public Duration patience() {
        return patience;
    }

    /** The bytes that are held now. */
    public long held() {
        return waiting.held();
    }

    /** How many wait for a share now. */
    public int waiting() {
        return waiting.count();
    }

    /** How often a share had to be waited for. */
    public long waits() {
        return waits.sum();
    }

    /** How often no share could be had. */
    public long refusals() {
        return refusals.sum();
    }

    /** An empty share, which grows as bytes arrive. */
    public Share share() {
        return share("");
    }

    /** An empty share of an owner; of nobody where the name is empty. */
    public Share share(String owner) {
        return new Share(this, ChargeScope.current(), owner);
    }

    /** Does the work in a scope of its own: what the work charges is returned when it ends. */
    public static <T> T scope(Supplier<T> work) {
        return scope("", work);
    }

    /** Does the work in a scope of its own whose bytes are this owner's; the outer scope's owner's where the name is empty. */
    public static <T> T scope(String owner, Supplier<T> work) {
        return ChargeScope.run(owner, work);
    }

    /** The same work for a thread that does not inherit the scope of this one: what it charges is charged here. */
    public static <T> Supplier<T> carry(Supplier<T> work) {
        return ChargeScope.carry(work);
    }

    /**
     * Adds to what the current scope holds.
     *
     * @throws Exhausted when that much is not returned in time, or there is not so much in all, or the scope has ended
     */
    public void charge(long bytes) {
        charge(bytes, patience);
    }

    /** Adds to what the current scope holds, waiting so long for it. */
    public void charge(long bytes, Duration wait) {
        var scope = ChargeScope.current();
        if (scope != null) {
            scope.charge(this, bytes, wait);
        }
    }

    /** Takes bytes that {@link #give} is due for. */
    void take(Wish wish, Duration wait) {
        if (wish.holds() + wish.bytes() > total) {
            refusals.increment();
            throw new Exhausted(
                    Shortage.TOTAL,
                    "This needs %,d bytes of memory or more, and this server lends %,d (QUILT_MCP_MEMORY_BYTES)."
                            .formatted(wish.holds() + wish.bytes(), total));
        }
        try {
            if (!waiting.tryTake(wish)) {
                waits.increment();
                await(wish, wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Exhausted(Shortage.OTHERS, "The call was given up while it waited for memory.");
        }
    }

    private void await(Wish wish, Duration wait) throws InterruptedException {
        if (!waiting.take(wish, wait)) {
            refusals.increment();
            throw waiting.ownerIsFull(wish)
                    ? new Exhausted(
                            Shortage.OWNER,
                            "Your other requests hold as much memory as one caller may; wait for some of them to end.")
                    : new Exhausted(
                            Shortage.OTHERS,
                            "The memory that this server lends to requests is all in use; try again in a few seconds.");
        }
    }

    void give(String owner, long bytes) {
        waiting.give(owner, bytes);
    }

    /** A part of the budget, returned when it is closed. */
    public static final class Share implements AutoCloseable {
        private final ByteBudget budget;
        private final @Nullable ChargeScope within;
        private final String owner;
        private long bytes;
        private boolean closed;

        Share(ByteBudget budget, @Nullable ChargeScope within, String owner) {
            this.budget = budget;
            this.within = within;
            this.owner = owner;
        }

        /**
         * Adds to it, waiting a little for bytes that others hold.
         *
         * @throws Exhausted when they are not returned in time, or are more than there are in all
         */
        public void grow(long more) {
            if (more <= 0) {
                return;
            }
            var holds = bytes() + (within == null ? 0 : within.holds(budget));
            budget.take(new Wish(owner, more, holds), budget.patience);
            if (!added(more)) {
                budget.give(owner, more);
                throw new Exhausted(Shortage.OTHERS, "The request is over.");
            }
        }

        /** How many bytes it has. */
        public synchronized long bytes() {
            return bytes;
        }

        private synchronized boolean added(long more) {
            if (!closed) {
                bytes += more;
            }
            return !closed;
        }

        @Override
        public synchronized void close() {
            budget.give(owner, bytes);
            bytes = 0;
            closed = true;
        }
    }
}
