package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When upstreams that are out of reach or failing are not asked. */
public record BreakerSection(
        @Nullable String enabled, @Min(1) int openSeconds) {
    public boolean on() {
        return enabled == null || Contract.isTrue(enabled);
    }

    /** How long nothing is asked of an upstream before it is tried again. */
    public Duration openTime() {
        return Duration.ofSeconds(openSeconds);
    }
}
