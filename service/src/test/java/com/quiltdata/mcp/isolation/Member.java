package com.quiltdata.mcp.isolation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A caller of one of the catalogs, with the keys that its registry has issued to it. */
public final class Member {
    private final MarkedCatalog catalog;
    private final String slot;
    private final String user;
    private final String token;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger underWay = new AtomicInteger();

    Member(MarkedCatalog catalog, String slot, String user, String token) {
        this.catalog = catalog;
        this.slot = slot;
        this.user = user;
        this.token = token;
    }

    public MarkedCatalog catalog() {
        return catalog;
    }

    /** Returns this caller as it would be if the server took it for the other: for tests of the suite. */
    public Member mistakenFor(Member other) {
        return new Member(catalog, slot, user, other.token);
    }

    /** The kind of caller, which is the same word in every catalog: a request made of it is the same, too. */
    public String slot() {
        return slot;
    }

    /** Whether this caller may do everything in its catalog. */
    boolean administers() {
        return !slot.equals("writer") && !slot.equals("reader");
    }

    public String user() {
        return user;
    }

    public String token() {
        return token;
    }

    /** What names this caller among all. */
    public String name() {
        return catalog.name() + "-" + slot;
    }

    /** The secret keys that were issued to this caller, which nobody may get. */
    Set<String> secrets() {
        return secrets;
    }

    /** The access keys and session tokens that were issued to this caller, which are in its presigned links. */
    public Set<String> keys() {
        return keys;
    }

    boolean busy() {
        return underWay.get() > 0;
    }

    void begin() {
        underWay.incrementAndGet();
    }

    void end() {
        underWay.decrementAndGet();
    }

    @Override
    public String toString() {
        return name();
    }
}
