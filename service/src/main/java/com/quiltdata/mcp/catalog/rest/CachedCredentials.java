package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.identity.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cached credentials and the state of their refresh.
 *
 * @param until they are used until then: five minutes before they expire, or half their lifetime if that is longer
 * @param refreshFrom from then on the first call to use them starts their refresh, while all calls continue to use them
 * @param refreshing whether a refresh is running
 */
record CachedCredentials(Credentials credentials, Instant until, Instant refreshFrom, AtomicBoolean refreshing) {
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Duration AHEAD = Duration.ofMinutes(5);

    static CachedCredentials since(Instant now, Credentials credentials) {
        var life = Duration.between(now, credentials.expiration());
        var until = Collections.max(List.of(credentials.expiration().minus(MARGIN), now.plus(life.dividedBy(2))));
        var use = Duration.between(now, until);
        var refreshFrom = Collections.max(List.of(until.minus(AHEAD), now.plus(use.dividedBy(2))));
        return new CachedCredentials(credentials, until, refreshFrom, new AtomicBoolean());
    }

    /** Returns true for the one call that must start the refresh. */
    boolean claimRefresh(Instant now) {
        return now.isAfter(refreshFrom) && refreshing.compareAndSet(false, true);
    }
}
