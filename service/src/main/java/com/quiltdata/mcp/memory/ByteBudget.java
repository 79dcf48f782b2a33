package com.quiltdata.mcp.memory;

import com.quiltdata.mcp.memory.WaitingQueues.ByteRequest;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Memory budget of all requests, in bytes.
 *
 * <p>A request that already holds bytes is served before those that hold none, and the last eighth of the budget is
 * reserved for such requests; otherwise two requests that each need more could wait for each other. Other requests are
 * served in order, but small ones may overtake a large one that waits. A request that waits too long is refused. All
 * requests of one owner together may hold a third of the budget; a single request may hold more.
 *
 * <p>Bytes are charged to the innermost {@linkplain #scope scope} and released when it ends. Charges outside of any
 * scope are not counted.
 */
public final class ByteBudget {
    /** Owner of the bytes held for all callers whose tokens are not accepted. */
    public static final String UNACCEPTED = "unaccepted";

    /** The current scope, for threads that do not inherit it. */
    public static final ScopedValue<?> SCOPE = ChargeScope.CURRENT;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int HEAP_SHARE = 3;

    private final long total;
    private final Duration patience;
    private final WaitingQueues waiting;
    private final LongAdder waits = new LongAdder();
    private final LongAdder refusals = new LongAdder();

    /** Creates a budget of this size in bytes, and a maximum time to wait for them. */
    public ByteBudget(long total, Duration patience) {
        this.total = total;
        this.patience = patience;
        this.waiting = new WaitingQueues(total);
    }

    /** Creates a budget of this many bytes, or of a third of the heap if 0. */
    public static ByteBudget of(long bytes) {
        return new ByteBudget(bytes > 0 ? bytes : Runtime.getRuntime().maxMemory() / HEAP_SHARE, PATIENCE);
    }

    /** Reason why bytes were refused. */
    public enum Shortage {
        /** The request needs more than the whole budget. */
        TOTAL,
        /** The owner's other requests hold the maximum for one owner. */
        OWNER,
        /** Other requests hold the bytes, or the request has ended. */
        OTHERS
    }

    /** Thrown when bytes are refused. */
    public static final class MemoryExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Shortage shortage;

        MemoryExhaustedException(Shortage shortage, String message) {
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

    /** Returns the maximum time to wait for bytes. */
    public Duration patience() {
        return patience;
    }

    /** Returns the number of bytes held now. */
    public long held() {
        return waiting.held();
    }

    /** Returns the number of requests that are waiting for bytes. */
    public int waiting() {
        return waiting.count();
    }

    /** Returns how often a request had to wait for bytes. */
    public long waits() {
        return waits.sum();
    }

    /** Returns how often bytes were refused. */
    public long refusals() {
        return refusals.sum();
    }

    /** Returns an empty share of an owner, which grows as bytes arrive; an empty name means no owner. */
    public Share share(String owner) {
        return new Share(this, ChargeScope.current(), owner);
    }

    /** Runs the work in its own scope: bytes charged by the work are released when it ends. */
    public static <T> T scope(Supplier<T> work) {
        return scope("", work);
    }

    /** Runs the work in its own scope with this owner; an empty name means the outer scope's owner. */
    public static <T> T scope(String owner, Supplier<T> work) {
        try (var scope = new ChargeScope(owner)) {
            return ScopedValue.where(ChargeScope.CURRENT, scope).call(work::get);
        }
    }

    /** Charges the current scope; throws {@link MemoryExhaustedException} if refused, or if the scope has ended. */
    public void charge(long bytes) {
        charge(bytes, patience);
    }

    /** Charges bytes to the current scope, waiting at most this long for them. */
    public void charge(long bytes, Duration wait) {
        var scope = ChargeScope.current();
        if (scope != null) {
            scope.charge(this, bytes, wait);
        }
    }

    /** Takes bytes, which must be released with {@link #give}. */
    void take(ByteRequest request, Duration wait) {
        if (request.holds() + request.bytes() > total) {
            throw refused(
                    Shortage.TOTAL,
                    "This needs at least %,d bytes of memory; the server's limit is %,d (QUILT_MCP_MEMORY_BYTES)."
                            .formatted(request.holds() + request.bytes(), total));
        }
        try {
            if (waiting.tryTake(request)) {
                return;
            }
            waits.increment();
            if (waiting.take(request, wait)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MemoryExhaustedException(Shortage.OTHERS, "The call was cancelled while it waited for memory.");
        }
        throw waiting.ownerIsFull(request)
                ? refused(
                        Shortage.OWNER,
                        "Your other requests use all memory available to one caller. Wait until some of them end.")
                : refused(
                        Shortage.OTHERS,
                        "All memory of this server for requests is in use; try again in a few seconds.");
    }

    private MemoryExhaustedException refused(Shortage shortage, String message) {
        refusals.increment();
        return new MemoryExhaustedException(shortage, message);
    }

    void give(String owner, long bytes) {
        waiting.give(owner, bytes);
    }

    /** Part of the budget held by one request; released on close. */
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

        /** Adds bytes; throws {@link MemoryExhaustedException} if not free in a few seconds, or above the budget. */
        public void grow(long more) {
            grow(more, budget.patience);
        }

        void grow(long more, Duration wait) {
            if (more <= 0) {
                return;
            }
            budget.take(new ByteRequest(owner, more, holds()), wait);
            if (!added(more)) {
                budget.give(owner, more);
                throw new MemoryExhaustedException(Shortage.OTHERS, "The request has ended.");
            }
        }

        /** Returns the bytes held by this share and by the scope that it was created in. */
        long holds() {
            return bytes() + (within == null ? 0 : within.holds(budget));
        }

        /** Returns the number of bytes held. */
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
