package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings of the circuit breakers. */
public record BreakerSection(
        @Nullable String enabled, @Min(1) int openSeconds) {
    public boolean on() {
        return enabled == null || SettingParser.isTrue(enabled);
    }

    /** Returns how long a breaker stays open before it lets trial calls through. */
    public Duration openTime() {
        return Duration.ofSeconds(openSeconds);
    }
}
