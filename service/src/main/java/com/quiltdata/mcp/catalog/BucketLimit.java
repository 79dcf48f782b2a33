package com.quiltdata.mcp.catalog;

import com.google.common.base.Splitter;
import com.google.common.collect.Sets;
import com.quiltdata.mcp.context.AllowedBuckets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Parses a connection's limit to certain buckets, and refuses all other buckets. */
public final class BucketLimit {
    private static final int MAX_NAMES = 100;
    private static final Splitter NAMES = Splitter.on(',').trimResults().omitEmptyStrings();

    private BucketLimit() {}

    /**
     * Returns the buckets that each of these comma-separated lists names; every bucket if there is no list.
     *
     * @throws IllegalArgumentException with one sentence for whoever sent the lists
     */
    public static AllowedBuckets parse(List<String> lists) {
        if (lists.isEmpty()) {
            return AllowedBuckets.ALL;
        }
        var common = lists.stream().map(BucketLimit::names).reduce(Sets::intersection);
        if (common.get().isEmpty()) {
            throw new IllegalArgumentException(
                    "X-MCP-Buckets and ?buckets= have no bucket in common; send one of them, or one bucket in both.");
        }
        return new AllowedBuckets(common.get());
    }

    private static Set<String> names(String list) {
        if (NAMES.splitToStream(list).skip(MAX_NAMES).findAny().isPresent()) {
            throw new IllegalArgumentException("X-MCP-Buckets or ?buckets= has more than %d names; send at most %d."
                    .formatted(MAX_NAMES, MAX_NAMES));
        }
        try {
            var names =
                    NAMES.splitToStream(list).map(NameSyntax::bucket).collect(Collectors.toCollection(HashSet::new));
            if (!names.isEmpty()) {
                return names;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("X-MCP-Buckets or ?buckets=: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("X-MCP-Buckets or ?buckets= is empty; send bucket names, for example"
                + " quilt-example,quilt-lab, or leave it out to use every bucket.");
    }

    /** Refuses a bucket that the connection may not use. */
    public static void require(String bucket) {
        var allowed = AllowedBuckets.current();
        if (!allowed.allows(bucket)) {
            throw new Failure.Denied(
                    "%s, so nothing in bucket `%s` was read or written. Stay within the limit, or ask the user to lift it."
                            .formatted(allowed.clause(), bucket));
        }
    }

    /** Refuses a file of a package whose object is not in a bucket that the connection may use. */
    public static void requireEntry(String logicalKey, String physicalKey) {
        if (!allowsEntry(physicalKey)) {
            throw new Failure.Denied(
                    "%s, but the file `%s` is stored at %s. Stay within the limit, or ask the user to lift it."
                            .formatted(AllowedBuckets.current().clause(), logicalKey, NameSyntax.quoted(physicalKey)));
        }
    }

    /** Returns whether the connection may use the object of a physical key; if limited, it must be an S3 URI. */
    public static boolean allowsEntry(String physicalKey) {
        var allowed = AllowedBuckets.current();
        return !allowed.isLimited()
                || S3Uri.find(physicalKey)
                        .filter(object -> allowed.allows(object.bucket()))
                        .isPresent();
    }
}
