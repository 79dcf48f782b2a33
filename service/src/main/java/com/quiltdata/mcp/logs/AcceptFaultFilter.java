package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** Replaces Jetty's stack traces about connections that cannot be accepted, one a second, by one line a minute. */
final class AcceptFaultFilter extends TurboFilter {
    private static final String JETTY = "org.eclipse.jetty.server.AbstractConnector";
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(AcceptFaultFilter.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final AtomicLong last = new AtomicLong(System.nanoTime() - QUIET.toNanos());

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable fault) {
        if (!(fault instanceof IOException)
                || level != Level.WARN
                || !logger.getName().equals(JETTY)) {
            return FilterReply.NEUTRAL;
        }
        var now = System.nanoTime();
        var before = last.get();
        if (now - before >= QUIET.toNanos() && last.compareAndSet(before, now)) {
            LOG.warn(
                    "connections cannot be accepted fault=\"{}\"; if it persists, raise the limit of open files (nofile)",
                    fault.getMessage());
        }
        return FilterReply.DENY;
    }
}
