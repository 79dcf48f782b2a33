package com.quiltdata.mcp.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Throws away the rest of a body without a thread, within a size and a time, after an answer that did not wait for it.
 * Without this the connection is reset under a client that is still sending, and the answer is lost (RFC 9112 §9.6).
 */
final class BodyDiscarder {
    private static final Duration MAX_TIME = Duration.ofSeconds(1);
    private static final long MAX_BYTES = 1024 * 1024;

    private final Request request;
    private final Callback callback;
    private final Scheduler.Task deadline;
    private long bytes;
    private boolean over;

    private BodyDiscarder(Request request, Callback callback) {
        this.request = request;
        this.callback = callback;
        this.deadline =
                request.getComponents().getScheduler().schedule(this::end, MAX_TIME.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A callback that does this before it completes the other. */
    static Callback before(Request request, Callback callback) {
        return Callback.from(
                Invocable.InvocationType.NON_BLOCKING,
                () -> new BodyDiscarder(request, callback).proceed(),
                callback::failed);
    }

    private void proceed() {
        if (read()) {
            end();
        }
    }

    /** Reads what is here; true when that was the end. Never after the exchange, which the clock may end meanwhile. */
    private synchronized boolean read() {
        while (!over) {
            var chunk = request.read();
            if (chunk == null) {
                request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::proceed));
                return false;
            }
            bytes += chunk.remaining();
            var last = chunk.isLast() || bytes > MAX_BYTES;
            chunk.release();
            if (last) {
                return true;
            }
        }
        return false;
    }

    private void end() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        deadline.cancel();
        callback.succeeded();
    }
}
