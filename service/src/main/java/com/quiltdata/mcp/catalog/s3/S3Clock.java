package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.HttpDate;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** How far this server's clock is ahead of S3's, by the date of the last response. */
final class S3Clock implements ExecutionInterceptor {
    /** A smaller difference may be the time that the response took. */
    private static final Duration SAME_TIME = Duration.ofMinutes(1);

    private volatile Duration ahead = Duration.ZERO;

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpResponse().firstMatchingHeader("Date").ifPresent(this::date);
    }

    void date(String date) {
        var time = HttpDate.parse(date);
        if (time != null) {
            ahead = Duration.between(time, Instant.now());
        }
    }

    /** Returns the difference, negative if this server's clock is behind; zero if there is none, or it is unknown. */
    Duration ahead() {
        var known = ahead;
        return known.abs().compareTo(SAME_TIME) > 0 ? known : Duration.ZERO;
    }
}
