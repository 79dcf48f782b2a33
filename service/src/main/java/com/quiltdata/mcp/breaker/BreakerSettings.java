package com.quiltdata.mcp.breaker;

import java.time.Duration;

/**
 * How breakers work.
 *
 * @param enabled whether they hold anything back
 * @param openTime how long nothing is asked of an upstream before it is tried again
 */
public record BreakerSettings(boolean enabled, Duration openTime) {}
