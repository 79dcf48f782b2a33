package com.quiltdata.mcp.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long keys last by this server's clock. */
final class CredentialsExchangeTest {
    private static final Instant NOW = Instant.parse("2026-11-30T07:00:00Z");

    /** The registry's clock is right by its Date, unless keys would have expired by it, or last longer than any do. */
    @ParameterizedTest
    @CsvSource({
        "PT0S,PT1H",
        "PT1M,PT1H",
        "PT2H,PT3H",
        "-PT59M,PT1M",
        "-PT1H,PT1H",
        "PT11H,PT12H",
        "PT11H1S,PT1H",
        "PT500000H,PT1H",
        "-PT70000000H,PT1H",
        "PT17000000H,PT1H"
    })
    void correctsTheLifeOfKeysByACredibleDate(Duration ahead, Duration life) {
        assertThat(CredentialsExchange.byOwnClock(NOW.plus(Duration.ofHours(1)), ahead, NOW))
                .isEqualTo(NOW.plus(life));
    }
}
