package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What bounds every call. */
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
    /** How long a call may take: as configured, or a little longer than one exchange with the catalog. */
    public Duration call(Duration upstream) {
        return callSeconds == null ? upstream.plusSeconds(GRACE_SECONDS) : Duration.ofSeconds(callSeconds);
    }

    /** The memory that requests may hold, in bytes; 0 where it goes by the heap. */
    public long memory() {
        return memoryBytes == null ? 0 : memoryBytes;
    }

    /** Maximum number of calls under way for one caller: as configured, or all; the limiter gives no more than a third. */
    public int callsOfOneCaller() {
        return concurrentCallsPerCaller == null ? concurrentCalls : concurrentCallsPerCaller;
    }

    private static final int GRACE_SECONDS = 5;
}
