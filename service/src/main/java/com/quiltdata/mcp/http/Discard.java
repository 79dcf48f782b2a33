package com.quiltdata.mcp.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Throws away the rest of a body without a thread, within a size and a time, after an answer that did not wait for it.
 * Without this the connection is reset under a client that is still sending, and the answer is lost (RFC 9112 §9.6).
 */
final class Discard {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final long MOST_BYTES = 1024 * 1024;

    private final Request request;
    private final Callback callback;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Scheduler.Task deadline;
    private long bytes;

    private Discard(Request request, Callback callback) {
        this.request = request;
        this.callback = callback;
        this.deadline = request.getComponents()
                .getScheduler()
                .schedule(this::end, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A callback that does this before it completes the other. */
    static Callback before(Request request, Callback callback) {
        return Callback.from(
                Invocable.InvocationType.NON_BLOCKING, () -> new Discard(request, callback).proceed(), callback::failed);
    }

    private void proceed() {
        while (!over.get()) {
            var chunk = request.read();
            if (chunk == null) {
                request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::proceed));
                return;
            }
            bytes += chunk.remaining();
            var last = chunk.isLast() || bytes > MOST_BYTES;
            chunk.release();
            if (last) {
                end();
            }
        }
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            deadline.cancel();
            callback.succeeded();
        }
    }
}
