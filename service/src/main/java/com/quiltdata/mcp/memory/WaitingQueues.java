package com.quiltdata.mcp.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
    private final Queue<WaitingRequest> holders = new ArrayDeque<>();
    private final Queue<WaitingRequest> newcomers = new ArrayDeque<>();
    private final Map<String, Long> owned = new HashMap<>();
    private long held;

    WaitingQueues(long total) {
        this.total = total;
    }

    /** A request for bytes, and those it holds; requests of one owner (empty for none) may hold a third of all. */
    record ByteRequest(String owner, long bytes, long holds) {
        boolean isHolder() {
            return holds > 0;
        }
    }

    private record WaitingRequest(ByteRequest request, CountDownLatch served) {}

    synchronized long held() {
        return held;
    }

    synchronized int count() {
        return holders.size() + newcomers.size();
    }

    /** Takes the bytes if they are free and no waiting request comes first. */
    synchronized boolean tryTake(ByteRequest request) {
        var next = request.isHolder()
                ? holders.isEmpty()
                : request.bytes() <= total / SMALL || (holders.isEmpty() && newcomers.isEmpty());
        var taken = next && allowed(request) && fits(request);
        if (taken) {
            lend(request);
        }
        return taken;
    }

    /** Waits for the bytes and takes them. Returns false if the time runs out first. */
    boolean take(ByteRequest request, Duration patience) throws InterruptedException {
        var waiting = new WaitingRequest(request, new CountDownLatch(1));
        add(waiting);
        try {
            var _ = waiting.served().await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            if (!remove(waiting)) {
                give(request.owner(), request.bytes());
            }
            throw e;
        }
        return !remove(waiting);
    }

    private synchronized void add(WaitingRequest waiting) {
        queue(waiting).add(waiting);
        serve();
    }

    /** Removes a request that waits no longer, and serves those behind it. Returns false if it was served before. */
    private synchronized boolean remove(WaitingRequest waiting) {
        var removed = queue(waiting).remove(waiting);
        serve();
        return removed;
    }

    private Queue<WaitingRequest> queue(WaitingRequest waiting) {
        return waiting.request().isHolder() ? holders : newcomers;
    }

    /** Returns whether the owner's other requests are the reason why these bytes are refused. */
    synchronized boolean ownerIsFull(ByteRequest request) {
        return !allowed(request);
    }

    synchronized void give(String owner, long bytes) {
        held -= bytes;
        owned.computeIfPresent(owner, (_, has) -> has <= bytes ? null : has - bytes);
        serve();
    }

    private void lend(ByteRequest request) {
        held += request.bytes();
        if (!request.owner().isEmpty()) {
            owned.merge(request.owner(), request.bytes(), Long::sum);
        }
    }

    private void serve() {
        if (serve(holders)) {
            serve(newcomers);
        }
    }

    /** Serves waiting requests in order. Returns true if only requests that wait for their own owner remain. */
    private boolean serve(Queue<WaitingRequest> queue) {
        for (var iterator = queue.iterator(); iterator.hasNext(); ) {
            var waiting = iterator.next();
            if (!allowed(waiting.request())) {
                continue;
            } else if (!fits(waiting.request())) {
                return false;
            }
            iterator.remove();
            lend(waiting.request());
            waiting.served().countDown();
        }
        return true;
    }

    /**
     * Returns whether the owner may have these bytes: up to a third in total, or more for one request while the owner's
     * others hold at most a sixteenth.
     */
    private boolean allowed(ByteRequest request) {
        var has = owned.getOrDefault(request.owner(), 0L);
        return has + request.bytes() <= total / OWNER_SHARE || has - request.holds() <= total / LITTLE;
    }

    /** Returns whether bytes are free; the last eighth is for holders, and all for one when nobody holds any. */
    private boolean fits(ByteRequest request) {
        return held == 0 || held + request.bytes() <= (request.isHolder() ? total : total - total / RESERVE);
    }
}
