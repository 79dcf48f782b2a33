package com.quiltdata.sandbox.registry;

import java.util.List;
import java.util.Optional;

/** The stack's buckets, in the order they were registered. */
public record Buckets(List<Bucket> all) {
    public Buckets {
        all = List.copyOf(all);
    }

    public Optional<Bucket> named(String name) {
        return all.stream().filter(bucket -> bucket.name().equals(name)).findFirst();
    }
}
