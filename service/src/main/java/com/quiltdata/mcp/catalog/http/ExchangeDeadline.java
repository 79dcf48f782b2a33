package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.concurrent.DeadlineTimer;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** Time at which an exchange must have ended: one that is still under way then is cancelled, its connection closed. */
final class ExchangeDeadline implements AutoCloseable {
    /** Deadline of the exchange that this thread is running. */
    static final ScopedValue<ExchangeDeadline> CURRENT = ScopedValue.newInstance();

    private final long end;
    private final Future<?> cancellation;

    private ExchangeDeadline(HttpUriRequestBase request, Duration limit) {
        this.end = System.nanoTime() + limit.toNanos();
        this.cancellation = DeadlineTimer.schedule(request::cancel, limit);
    }

    /** Starts the time of an exchange; it must be closed when the exchange has ended. */
    static ExchangeDeadline start(HttpUriRequestBase request, Duration limit) {
        return new ExchangeDeadline(request, limit);
    }

    /** Returns the time that is left, or zero. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** Returns the time that is left if it is shorter than this duration. */
    Duration shorter(Duration duration) {
        var remaining = remaining();
        return remaining.compareTo(duration) < 0 ? remaining : duration;
    }

    boolean passed() {
        return System.nanoTime() - end >= 0;
    }

    @Override
    public void close() {
        cancellation.cancel(false);
    }
}
