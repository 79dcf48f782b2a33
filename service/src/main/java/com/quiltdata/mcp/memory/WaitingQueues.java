package com.quiltdata.mcp.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The free bytes of a budget and two queues of requests that wait for them: requests that hold bytes first, others
 * after them.
 *
 * <p>A request that waits for other requests of its own owner does not block the queue.
 */
final class WaitingQueues {
    private static final int RESERVE = 8;
    private static final int SMALL = 256;
    private static final int OWNER_SHARE = 3;
    private static final int LITTLE = 16;

    private final long total;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<WaitingRequest> holders = new ArrayDeque<>();
    private final Queue<WaitingRequest> newcomers = new ArrayDeque<>();
    private final Map<String, Long> owned = new HashMap<>();
    private long held;

    WaitingQueues(long total) {
        this.total = total;
    }

    /**
     * A request for bytes.
     *
     * @param owner owner whose requests together may hold a third of the total; empty for none
     * @param holds number of bytes that the request already holds
     */
    record ByteRequest(String owner, long bytes, long holds) {
        boolean first() {
            return holds > 0;
        }
    }

    /** A waiting request. */
    private static final class WaitingRequest {
        private final ByteRequest wish;
        private final Condition come;
        private boolean served;

        WaitingRequest(ByteRequest wish, Condition come) {
            this.wish = wish;
            this.come = come;
        }
    }

    long held() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return holders.size() + newcomers.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the bytes if they are free and no waiting request comes first. */
    boolean tryTake(ByteRequest wish) {
        lock.lock();
        try {
            var next = wish.first()
                    ? holders.isEmpty()
                    : wish.bytes() <= total / SMALL || (holders.isEmpty() && newcomers.isEmpty());
            if (next && allowed(wish) && fits(wish)) {
                lend(wish);
                return true;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the bytes and takes them. Returns false if the time runs out first. */
    boolean take(ByteRequest wish, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        var turn = new WaitingRequest(wish, lock.newCondition());
        var queue = wish.first() ? holders : newcomers;
        queue.add(turn);
        try {
            serve();
            var left = patience.toNanos();
            while (!turn.served && left > 0) {
                left = turn.come.awaitNanos(left);
            }
            return turn.served;
        } catch (InterruptedException e) {
            if (turn.served) {
                release(wish.owner(), wish.bytes());
            }
            throw e;
        } finally {
            queue.remove(turn);
            serve();
            lock.unlock();
        }
    }

    /** Returns whether the owner's other requests are the reason why these bytes are refused. */
    boolean ownerIsFull(ByteRequest wish) {
        lock.lock();
        try {
            return !allowed(wish);
        } finally {
            lock.unlock();
        }
    }

    void give(String owner, long bytes) {
        lock.lock();
        try {
            release(owner, bytes);
            serve();
        } finally {
            lock.unlock();
        }
    }

    private void lend(ByteRequest wish) {
        held += wish.bytes();
        if (!wish.owner().isEmpty()) {
            owned.merge(wish.owner(), wish.bytes(), Long::sum);
        }
    }

    private void release(String owner, long bytes) {
        held -= bytes;
        owned.computeIfPresent(owner, (_, has) -> has <= bytes ? null : has - bytes);
    }

    private void serve() {
        if (serve(holders)) {
            serve(newcomers);
        }
    }

    /** Serves waiting requests in order. Returns true if only requests that wait for their own owner remain. */
    private boolean serve(Queue<WaitingRequest> queue) {
        for (var turns = queue.iterator(); turns.hasNext(); ) {
            var turn = turns.next();
            if (!allowed(turn.wish)) {
                continue;
            } else if (!fits(turn.wish)) {
                return false;
            }
            turns.remove();
            lend(turn.wish);
            turn.served = true;
            turn.come.signal();
        }
        return true;
    }

    /**
     * Returns whether the owner may have these bytes: up to a third in total, or more for one request while the owner's
     * others hold at most a sixteenth.
     */
    private boolean allowed(ByteRequest wish) {
        var has = owned.getOrDefault(wish.owner(), 0L);
        return has + wish.bytes() <= total / OWNER_SHARE || has - wish.holds() <= total / LITTLE;
    }

    /**
     * Returns whether the bytes are free. The last eighth is reserved for requests that hold bytes; a request for
     * nearly all bytes is served when nobody holds any.
     */
    private boolean fits(ByteRequest wish) {
        return held == 0 || held + wish.bytes() <= (wish.first() ? total : total - total / RESERVE);
    }
}
