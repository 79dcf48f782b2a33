package com.quiltdata.sandbox.browsing;

import com.quiltdata.sandbox.people.User;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The open sessions; failures that are not input errors have the registry's own names. */
public final class BrowsingSessions {
    private final Map<String, BrowsingSession> byId = new ConcurrentHashMap<>();
    private final Buckets buckets;
    private final InstantSource clock;

    public BrowsingSessions(Buckets buckets, InstantSource clock) {
        this.buckets = buckets;
        this.clock = clock;
    }

    public BrowsingSession create(User user, String scope, int ttl) {
        Scope parsed = Scope.parse(scope);
        Instant expires = expiry(ttl);
        Bucket bucket = buckets.named(parsed.bucket())
                .filter(found -> user.role().reads(found.name()))
                .orElseThrow(() -> refused("BucketNotFound", "There is no bucket " + parsed.bucket() + "."));
        if (!bucket.browsable()) {
            throw refused("BucketNotBrowsable", "The bucket " + bucket.name() + " is not browsable.");
        }
        var session = new BrowsingSession(UUID.randomUUID().toString(), user.name(), parsed, expires);
        byId.put(session.id(), session);
        return session;
    }

    public BrowsingSession refresh(User user, String id, int ttl) {
        BrowsingSession session = owned(user, id).until(expiry(ttl));
        byId.put(id, session);
        return session;
    }

    public void dispose(User user, String id) {
        byId.remove(owned(user, id).id());
    }

    /** Returns the session, or nothing if it never existed, was disposed of or has expired. */
    public Optional<BrowsingSession> find(String id) {
        return Optional.ofNullable(byId.get(id))
                .filter(session -> clock.instant().isBefore(session.expires()));
    }

    private BrowsingSession owned(User user, String id) {
        BrowsingSession session = find(id).orElseThrow(() -> refused("SessionNotFound", "There is no such session."));
        if (!session.owner().equals(user.name())) {
            throw refused("OwnerMismatch", "The session is another user's.");
        }
        return session;
    }

    private Instant expiry(int ttl) {
        if (ttl <= 0) {
            throw OperationRefusedException.input("ttl", "InvalidTTL", "The ttl must be positive.");
        }
        return clock.instant().plusSeconds(ttl);
    }

    private static OperationRefusedException refused(String name, String message) {
        return OperationRefusedException.operation(name, message, Map.of());
    }
}
