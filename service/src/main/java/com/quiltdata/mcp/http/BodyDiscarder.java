package com.quiltdata.mcp.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Discards the rest of a request body without a thread, up to a size and a time, after a response that was sent before
 * the body was read. Without this the connection is reset while the client still sends, and the response is lost (RFC
 * 9112 §9.6).
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

    /** Returns a callback that discards the body, then completes the other callback. */
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

    /** Discards the available chunks, none after the timeout. Returns true at the end of the body. */
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
