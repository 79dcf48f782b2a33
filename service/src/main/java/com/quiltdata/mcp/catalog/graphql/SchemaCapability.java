package com.quiltdata.mcp.catalog.graphql;

import java.time.Duration;
import java.time.InstantSource;

/** Whether a registry's schema has a feature. Its lack is remembered for five minutes: registries are upgraded. */
final class SchemaCapability {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final InstantSource clock;
    private volatile long missingUntil = Long.MIN_VALUE;

    SchemaCapability(InstantSource clock) {
        this.clock = clock;
    }

    boolean isMissing() {
        return clock.millis() < missingUntil;
    }

    /** Remembers that the schema lacks it, which a validation error proves, but not one caller's failed response. */
    void markMissing() {
        missingUntil = clock.millis() + REMEMBERED.toMillis();
    }

    void markPresent() {
        missingUntil = Long.MIN_VALUE;
    }
}
