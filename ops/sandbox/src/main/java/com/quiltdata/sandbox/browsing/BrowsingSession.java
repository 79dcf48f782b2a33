package com.quiltdata.sandbox.browsing;

import java.time.Instant;

/** A browsing session; only its owner may use it. */
public record BrowsingSession(String id, String owner, Scope scope, Instant expires) {
    BrowsingSession until(Instant then) {
        return new BrowsingSession(id, owner, scope, then);
    }
}
