package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Limits that apply before a caller's token is known as accepted. */
public record AdmissionSection(
        @Setting("${QUILT_MCP_ADMISSION_TTL:-60}") @Min(1) @Max(900)
        int ttlSeconds,

        @Setting("${QUILT_MCP_JUDGEMENTS:-64}") @Min(1) int judgements,

        @Setting("${QUILT_MCP_JUDGEMENTS_PER_ADDRESS:-32}") @Min(1)
        int judgementsPerAddress,

        @Setting("${QUILT_MCP_REFUSED_TOKENS_PER_ADDRESS:-30}") @Min(1)
        int refusedTokensPerAddress,

        @Setting("${QUILT_MCP_REFUSED_TOKENS_PER_MINUTE_PER_ADDRESS:-60}") @Min(1)
        int refusedTokensPerMinutePerAddress,

        @Setting("${QUILT_MCP_UNJUDGED_REQUESTS:-64}") @Min(1)
        int unjudgedRequests) {
    /** Returns how long an acceptance is fresh. */
    public Duration ttl() {
        return Duration.ofSeconds(ttlSeconds);
    }
}
