package com.quiltdata.sandbox.people;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Rows by their id, in the order they were added. */
public final class Table<T> {
    private final Map<String, T> rows = new LinkedHashMap<>();

    /** Adds a row, or replaces the one with this id at its place. */
    public synchronized void put(String id, T row) {
        rows.put(id, row);
    }

    public synchronized void remove(String id) {
        rows.remove(id);
    }

    public synchronized Optional<T> get(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    public synchronized void change(String id, UnaryOperator<T> change) {
        rows.computeIfPresent(id, (_, row) -> change.apply(row));
    }

    public synchronized void changeAll(UnaryOperator<T> change) {
        rows.replaceAll((_, row) -> change.apply(row));
    }

    public synchronized List<T> all() {
        return new ArrayList<>(rows.values());
    }

    public Optional<T> find(Predicate<T> wanted) {
        return all().stream().filter(wanted).findFirst();
    }
}
