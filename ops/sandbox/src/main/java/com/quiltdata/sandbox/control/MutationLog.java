package com.quiltdata.sandbox.control;

import com.quiltdata.sandbox.json.Json;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last mutations in the order in which they ended, refused ones included. */
public final class MutationLog {
    private static final int MAX_ENTRIES = 10_000;

    private final Deque<Map<String, @Nullable Object>> entries = new ArrayDeque<>();

    /**
     * Records a mutation.
     *
     * @param result the type of the result, null for no result, or {@code error}
     */
    public synchronized void add(
            String operation, @Nullable String user, Map<String, @Nullable Object> variables, @Nullable String result) {
        if (entries.size() == MAX_ENTRIES) {
            entries.removeFirst();
        }
        entries.addLast(Json.of(
                "operation", operation, "user", user, "variables", withoutSecrets(variables), "result", result));
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized List<Map<String, @Nullable Object>> list() {
        return List.copyOf(entries);
    }

    /** Of the entries of a package, which can be many, only the number is kept. */
    private static Map<String, @Nullable Object> withoutSecrets(Map<String, @Nullable Object> variables) {
        var kept = new LinkedHashMap<String, @Nullable Object>();
        variables.forEach((name, value) -> kept.put(
                name,
                switch (name) {
                    case "secret" -> value == null ? null : "-";
                    case "entries" -> value instanceof Collection<?> all ? all.size() : value;
                    default -> value instanceof Map<?, ?> ? withoutSecrets(Json.asObject(value)) : value;
                }));
        return kept;
    }
}
