package com.quiltdata.mcp.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes that are free, and the two queues of those who wait for some: holders of bytes first, newcomers after them.
 *
 * <p>What waits for other requests of its own owner is passed by others.
 */
final class WaitingQueues {
    private static final int RESERVE = 8;
    private static final int SMALL = 256;
    private static final int OWNER_SHARE = 3;
    private static final int LITTLE = 16;

    private final long total;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Turn> holders = new ArrayDeque<>();
    private final Queue<Turn> newcomers = new ArrayDeque<>();
    private final Map<String, Long> owned = new HashMap<>();
    private long held;

    WaitingQueues(long total) {
        this.total = total;
    }

    /**
     * Bytes that are asked for.
     *
     * @param owner whose requests may hold a third of the total together; empty for nobody's
     * @param holds the bytes that the request which asks holds already
     */
    record Wish(String owner, long bytes, long holds) {
        boolean first() {
            return holds > 0;
        }
    }

    /** One who waits. */
    private static final class Turn {
        private final Wish wish;
        private final Condition come;
        private boolean served;

        Turn(Wish wish, Condition come) {
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

    /** Takes the bytes if nobody waits who is to be served before, and they are free. */
    boolean tryTake(Wish wish) {
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

    /** Takes the bytes when their turn has come; false when it has not in this time. */
    boolean take(Wish wish, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        var turn = new Turn(wish, lock.newCondition());
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
                take(wish.owner(), wish.bytes());
            }
            throw e;
        } finally {
            queue.remove(turn);
            serve();
            lock.unlock();
        }
    }

    /** Whether the other requests of the owner are why these bytes are not lent. */
    boolean ownerIsFull(Wish wish) {
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
            take(owner, bytes);
            serve();
        } finally {
            lock.unlock();
        }
    }

    private void lend(Wish wish) {
        held += wish.bytes();
        if (!wish.owner().isEmpty()) {
            owned.merge(wish.owner(), wish.bytes(), Long::sum);
        }
    }

    private void take(String owner, long bytes) {
        held -= bytes;
        owned.computeIfPresent(owner, (_, has) -> has <= bytes ? null : has - bytes);
    }

    private void serve() {
        if (serve(holders)) {
            serve(newcomers);
        }
    }

    /** Serves those whose turn it is; true when nobody is left who waits for anything but their own other requests. */
    private boolean serve(Queue<Turn> queue) {
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

    /** Together a third; more for one request while the owner's others hold next to nothing. */
    private boolean allowed(Wish wish) {
        var has = owned.getOrDefault(wish.owner(), 0L);
        return has + wish.bytes() <= total / OWNER_SHARE || has - wish.holds() <= total / LITTLE;
    }

    /** The last eighth is for holders. Somebody who needs nearly all of it is served when nobody else holds any. */
    private boolean fits(Wish wish) {
        return held == 0 || held + wish.bytes() <= (wish.first() ? total : total - total / RESERVE);
    }
}
