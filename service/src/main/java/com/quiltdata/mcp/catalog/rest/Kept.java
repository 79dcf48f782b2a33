package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Credentials in the cache and what becomes of them.
 *
 * @param until given out until then: five minutes before they expire, or half their life if that is longer
 * @param refreshFrom from then on the first call to see them has them replaced, while all go on with them
 * @param refreshing whether somebody does
 */
record Kept(Credentials credentials, Instant until, Instant refreshFrom, AtomicBoolean refreshing) {
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Duration AHEAD = Duration.ofMinutes(5);

    static Kept since(Instant now, Credentials credentials) {
        var life = Duration.between(now, credentials.expiration());
        var until = later(credentials.expiration().minus(MARGIN), now.plus(life.dividedBy(2)));
        var use = Duration.between(now, until);
        var refreshFrom = later(until.minus(AHEAD), now.plus(use.dividedBy(2)));
        return new Kept(credentials, until, refreshFrom, new AtomicBoolean());
    }

    /** True for the one call that shall replace them. */
    boolean claimRefresh(Instant now) {
        return now.isAfter(refreshFrom) && refreshing.compareAndSet(false, true);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
