package com.quiltdata.mcp.memory;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that all requests together may hold at a time.
 *
 * <p>A request that holds some already is served before those that hold none, and the last eighth is kept for it: otherwise
 * two requests that each need a second share could wait for each other. The others are served in their order; small ones may
 * pass a large one that waits. Whoever waits too long is refused.
 *
 * <p>Bytes are charged to the innermost {@linkplain #scope scope} and returned when it ends. What is charged outside of every
 * scope is not counted.
 */
public final class ByteBudget {
    private static final int RESERVE = 8;
    private static final int SMALL = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int HEAP_SHARE = 3;
    private static final int OWNER_SHARE = 3;

    private final long total;
    private final Duration patience;
    private final ConcurrentHashMap<String, Long> owners = new ConcurrentHashMap<>();
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
        this.waiting = new WaitingQueues(total, total - total / RESERVE, total / SMALL);
    }

    /** A budget of so many bytes, or of a third of the heap where none are given. */
    public static ByteBudget of(long bytes) {
        return new ByteBudget(bytes > 0 ? bytes : Runtime.getRuntime().maxMemory() / HEAP_SHARE, PATIENCE);
    }

    /** No share could be had, now or ever. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean passing;

        /** No share could be had in time; it may be had later. */
        public Exhausted(String message) {
            this(message, true);
        }

        Exhausted(String message, boolean passing) {
            super(message, null, false, false);
            this.passing = passing;
        }

        /** Whether the same may succeed later; false for more than there is in all. */
        public boolean passing() {
            return passing;
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

    /** An empty share of an owner, whose shares together may hold a third of the budget; of nobody where the name is empty. */
    public Share share(String owner) {
        return new Share(this, ChargeScope.current(), owner);
    }

    /** Counts bytes for an owner; false when these are more than the owner may hold. */
    private boolean own(String owner, long bytes) {
        if (owner.isEmpty()) {
            return true;
        }
        var holds = owners.merge(owner, bytes, Long::sum);
        if (holds > total / OWNER_SHARE) {
            disown(owner, bytes);
            return false;
        }
        return true;
    }

    private void disown(String owner, long bytes) {
        owners.computeIfPresent(owner, (_, held) -> held <= bytes ? null : held - bytes);
    }

    /** Does the work in a scope of its own: what the work charges is returned when it ends. */
    public static <T> T scope(Supplier<T> work) {
        return ChargeScope.run(work);
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
    void take(long bytes, boolean first, Duration wait) {
        if (bytes <= 0) {
            return;
        }
        if (bytes > total) {
            refusals.increment();
            throw new Exhausted(
                    "This needs %,d bytes of memory, more than the %,d that this server lends (QUILT_MCP_MEMORY_BYTES)."
                            .formatted(bytes, total),
                    false);
        }
        try {
            if (!waiting.tryTake(bytes, first)) {
                waits.increment();
                await(bytes, first, wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Exhausted("The call was given up while it waited for memory.");
        }
    }

    private void await(long bytes, boolean first, Duration wait) throws InterruptedException {
        if (!waiting.take(bytes, first, wait)) {
            refusals.increment();
            throw new Exhausted(
                    "The memory that this server lends to requests is all in use; try again in a few seconds.");
        }
    }

    void give(long bytes) {
        waiting.give(bytes);
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
         * @throws Exhausted when they are not returned in time
         */
        public void grow(long more) {
            if (more <= 0) {
                return;
            }
            if (!budget.own(owner, more)) {
                budget.refusals.increment();
                throw new Exhausted("Your requests hold as much memory as one caller may; wait for some to finish.");
            }
            var added = false;
            try {
                budget.take(more, bytes() > 0 || (within != null && within.holds()), budget.patience);
                added = added(more);
            } finally {
                if (!added) {
                    budget.disown(owner, more);
                }
            }
            if (!added) {
                budget.give(more);
                throw new Exhausted("The request is over.");
            }
        }

        /** How many bytes it has. */
        public synchronized long bytes() {
            return bytes;
        }

        private synchronized boolean added(long more) {
            if (!closed) {
                bytes += Math.max(0, more);
            }
            return !closed;
        }

        @Override
        public synchronized void close() {
            budget.give(bytes);
            budget.disown(owner, bytes);
            bytes = 0;
            closed = true;
        }
    }
}
