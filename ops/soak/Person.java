package soak;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A caller: a user of the sandbox with a role of one of four kinds. Its token can be replaced while the load runs. */
final class Person {
    /** What a caller's role allows. */
    enum Kind {
        ADMIN("quilt-example", "quilt-lab", "quilt-private"),
        WRITER("quilt-example", "quilt-lab"),
        READER("quilt-example"),
        NOBODY;

        private final java.util.List<String> buckets;

        Kind(String... buckets) {
            this.buckets = java.util.List.of(buckets);
        }

        /** Returns the buckets that the catalog lists for the role, in its order. */
        java.util.List<String> buckets() {
            return buckets;
        }

        boolean writes() {
            return this == ADMIN || this == WRITER;
        }
    }

    private final String name;
    private final Kind kind;
    private final boolean faulted;
    private final String address;
    private volatile String token;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    /**
     * Creates a caller.
     *
     * @param faulted whether faults may be limited to it; the sandbox does not select requests by API keys
     * @param number the last part of its address
     */
    Person(String name, Kind kind, String token, boolean faulted, int number) {
        this.name = name;
        this.kind = kind;
        token(token);
        this.faulted = faulted;
        this.address = "198.51.100." + number;
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    String token() {
        return token;
    }

    final void token(String renewed) {
        tokens.add(renewed);
        token = renewed;
    }

    /** Returns all tokens that it has had. */
    Set<String> tokens() {
        return tokens;
    }

    boolean faulted() {
        return faulted;
    }

    String address() {
        return address;
    }
}
