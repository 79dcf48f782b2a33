package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Limits on calls: time, number, result size and memory. */
public record LimitsSection(
        @Setting("${QUILT_MCP_CALL_TIMEOUT}") @Nullable @Min(1) @Max(86_400)
        Integer callSeconds,

        @Setting("${QUILT_MCP_CONCURRENT_CALLS:-768}") @Min(1)
        int concurrentCalls,

        @Setting("${QUILT_MCP_CONCURRENT_CALLS_PER_CALLER}") @Nullable @Min(1)
        Integer concurrentCallsPerCaller,

        @Setting("${QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER:-6000}") @Min(1)
        int callsPerMinutePerCaller,

        @Setting("${QUILT_MCP_ANSWER_BYTES:-33554432}") @Min(1024)
        int answerBytes,

        @Setting("${QUILT_MCP_ANSWER_TOKENS:-20000}") @Min(2000)
        int answerTokens,

        @Setting("${QUILT_MCP_UPSTREAM_BYTES:-33554432}") @Min(1024)
        int upstreamBytes,

        @Setting("${QUILT_MCP_MANIFEST_BYTES:-33554432}") @Min(1_000_000)
        int manifestBytes,

        @Setting("${QUILT_MCP_MEMORY_BYTES}") @Nullable @Min(16_000_000)
        Long memoryBytes) {
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
