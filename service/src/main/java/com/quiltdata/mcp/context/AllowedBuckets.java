package com.quiltdata.mcp.context;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The buckets that a connection is limited to.
 *
 * @param names empty for every bucket
 */
public record AllowedBuckets(Set<String> names) {
    /** The buckets of the current request. */
    public static final ScopedValue<AllowedBuckets> CURRENT = ScopedValue.newInstance();

    /** Every bucket: the connection has no limit. */
    public static final AllowedBuckets ALL = new AllowedBuckets(Set.of());

    private static final int MAX_SHOWN = 10;

    public AllowedBuckets {
        names = Set.copyOf(names);
    }

    /** Returns the buckets of the request that this thread serves; every bucket where there is none. */
    public static AllowedBuckets current() {
        return CURRENT.orElse(ALL);
    }

    public boolean isLimited() {
        return !names.isEmpty();
    }

    public boolean allows(String bucket) {
        return names.isEmpty() || names.contains(bucket);
    }

    /** Returns the limit as a clause without a full stop; only a limited connection has one. */
    public String clause() {
        var shown = new TreeSet<>(names)
                .stream().limit(MAX_SHOWN).map("`%s`"::formatted).collect(Collectors.joining(", "));
        return "This connection is limited to the bucket%s %s%s (X-MCP-Buckets)"
                .formatted(
                        names.size() == 1 ? "" : "s",
                        shown.replaceFirst(", (?=[^,]*$)", names.size() > MAX_SHOWN ? ", " : " and "),
                        names.size() > MAX_SHOWN ? " and %,d more".formatted(names.size() - MAX_SHOWN) : "");
    }
}
