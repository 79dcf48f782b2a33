package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Limits on calls: time, number, result size and memory. */
public record LimitsSection(
        @Nullable Integer callSeconds,
        @Min(1) int concurrentCalls,
        @Nullable @Min(1) Integer concurrentCallsPerCaller,
        @Min(1) int callsPerMinutePerCaller,
        @Min(1024) int answerBytes,
        @Min(2000) int answerTokens,
        @Min(1024) int upstreamBytes,
        @Min(1_000_000) int manifestBytes,
        @Nullable @Min(16_000_000) Long memoryBytes) {
    /** Returns the timeout of a call: as configured, or {@code upstream} plus 5 s. */
    public Duration call(Duration upstream) {
        return callSeconds == null ? upstream.plusSeconds(GRACE_SECONDS) : Duration.ofSeconds(callSeconds);
    }

    /** Returns the memory budget of all requests in bytes; 0 means a share of the heap. */
    public long memory() {
        return memoryBytes == null ? 0 : memoryBytes;
    }

    /** Returns the maximum number of a caller's calls under way: as configured, or all; the limiter allows a third. */
    public int callsOfOneCaller() {
        return concurrentCallsPerCaller == null ? concurrentCalls : concurrentCallsPerCaller;
    }

    private static final int GRACE_SECONDS = 5;
}
