package com.quiltdata.mcp.catalog.s3;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** How far this server's clock is ahead of S3's, by the date of the last response. */
final class S3Clock implements ExecutionInterceptor {
    /** A smaller difference may be the time that the response took. */
    private static final Duration SAME_TIME = Duration.ofMinutes(1);

    private final InstantSource clock;
    private volatile @Nullable Reading last;

    /** The time here when S3 responded, the nanoseconds of a timer then, and how far this clock was ahead. */
    private record Reading(Instant time, long nanos, Duration ahead) {}

    S3Clock(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpResponse().firstMatchingHeader("Date").ifPresent(this::date);
    }

    void date(String date) {
        try {
            var time = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            var now = clock.instant();
            last = new Reading(now, System.nanoTime(), Duration.between(time, now));
        } catch (DateTimeException e) {
            // It is of something before S3.
        }
    }

    /** Returns the difference, negative if this server's clock is behind; zero if there is none, or it is unknown. */
    Duration ahead() {
        var known = last;
        return known != null && isLong(known.ahead()) && !isLong(adjustment(known)) ? known.ahead() : Duration.ZERO;
    }

    /** Returns by how much the clock was set forward since the reading; negative if it was set back. */
    private Duration adjustment(Reading since) {
        return Duration.between(since.time(), clock.instant()).minusNanos(System.nanoTime() - since.nanos());
    }

    private static boolean isLong(Duration difference) {
        return difference.abs().compareTo(SAME_TIME) > 0;
    }
}
