package com.quiltdata.mcp.breaker;

import java.time.Duration;

/**
 * Settings of the circuit breakers.
 *
 * @param enabled whether breakers can open
 * @param openTime how long a breaker stays open before it lets trials through
 */
public record BreakerSettings(boolean enabled, Duration openTime) {}
