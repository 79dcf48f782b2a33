package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Limits that apply before a caller's token is known as accepted. */
public record AdmissionSection(
        @Min(1) @Max(900) int ttlSeconds,
        @Min(1) int judgements,
        @Min(1) int judgementsPerAddress,
        @Min(1) int refusedTokensPerAddress,
        @Min(1) int refusedTokensPerMinutePerAddress,
        @Min(1) int unjudgedRequests) {
    /** Returns how long an acceptance is fresh. */
    public Duration ttl() {
        return Duration.ofSeconds(ttlSeconds);
    }
}
