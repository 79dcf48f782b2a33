package com.quiltdata.mcp.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The bytes that are free, and the two queues of those who wait for some: holders of bytes first, newcomers after them. */
final class WaitingQueues {
    private final long total;
    private final long forNewcomers;
    private final long small;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Turn> holders = new ArrayDeque<>();
    private final Queue<Turn> newcomers = new ArrayDeque<>();
    private long held;

    /**
     * @param total bytes
     * @param forNewcomers how many of them may be held when one who holds nothing is served
     * @param small how many bytes may pass one that waits for more
     */
    WaitingQueues(long total, long forNewcomers, long small) {
        this.total = total;
        this.forNewcomers = forNewcomers;
        this.small = small;
    }

    /** One who waits. */
    private static final class Turn {
        private final long bytes;
        private final Condition come;
        private boolean served;

        Turn(long bytes, Condition come) {
            this.bytes = bytes;
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
    boolean tryTake(long bytes, boolean first) {
        lock.lock();
        try {
            var next = first ? holders.isEmpty() : bytes <= small || (holders.isEmpty() && newcomers.isEmpty());
            if (next && fits(bytes, first)) {
                held += bytes;
                return true;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the bytes when their turn has come; false when it has not in this time. */
    boolean take(long bytes, boolean first, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        var turn = new Turn(bytes, lock.newCondition());
        var queue = first ? holders : newcomers;
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
                held -= bytes;
            }
            throw e;
        } finally {
            queue.remove(turn);
            serve();
            lock.unlock();
        }
    }

    void give(long bytes) {
        lock.lock();
        try {
            held -= Math.max(0, bytes);
            serve();
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        serve(holders, true);
        if (holders.isEmpty()) {
            serve(newcomers, false);
        }
    }

    private void serve(Queue<Turn> queue, boolean first) {
        for (var turn = queue.peek(); turn != null && fits(turn.bytes, first); turn = queue.peek()) {
            queue.remove();
            held += turn.bytes;
            turn.served = true;
            turn.come.signal();
        }
    }

    /** Somebody who needs nearly all of it is served when nobody else holds any. */
    private boolean fits(long bytes, boolean first) {
        return held == 0 || held + bytes <= (first ? total : forNewcomers);
    }
}
