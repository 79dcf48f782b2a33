package com.quiltdata.sandbox.registry;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** The stack's buckets, in the order they were registered. */
public final class Buckets {
    private final List<Bucket> all;

    public Buckets(List<Bucket> initial) {
        all = new CopyOnWriteArrayList<>(initial);
    }

    public List<Bucket> all() {
        return List.copyOf(all);
    }

    public Optional<Bucket> named(String name) {
        return all.stream().filter(bucket -> bucket.name().equals(name)).findFirst();
    }

    public void add(Bucket bucket) {
        all.add(bucket);
    }

    /** Replaces the bucket of this name, if there is one. */
    public void change(String name, UnaryOperator<Bucket> change) {
        all.replaceAll(bucket -> bucket.name().equals(name) ? change.apply(bucket) : bucket);
    }

    public void remove(String name) {
        all.removeIf(bucket -> bucket.name().equals(name));
    }
}
