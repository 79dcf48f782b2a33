package com.quiltdata.mcp.catalog.graphql;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Whether a registry's schema supports one feature. It is assumed to until a response proves otherwise, which is
 * remembered for all callers for five minutes: registries are upgraded while this server runs.
 */
final class SchemaCapability {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final InstantSource clock;
    private volatile long missingUntil = Long.MIN_VALUE;

    SchemaCapability(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns whether the schema was found to lack it within the last five minutes. */
    boolean isMissing() {
        return clock.millis() < missingUntil;
    }

    /**
     * Remembers that the schema lacks it. Only a validation error proves that; one caller's failed response does not.
     */
    void markMissing() {
        missingUntil = clock.millis() + REMEMBERED.toMillis();
    }

    /** Forgets that the schema lacked it. */
    void markPresent() {
        missingUntil = Long.MIN_VALUE;
    }
}
