package com.quiltdata.mcp.tool;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Suggests values for an argument that the user is typing, read with the caller's rights. */
public interface Completer {
    /** Maximum number of values in one result (MCP, completion). */
    int MOST = 100;

    /** Returns values that start with the typed text; none for an argument that the catalog cannot list. */
    Suggestions suggest(Question question, Call call);

    /**
     * A completion request.
     *
     * @param argument the argument's name
     * @param typed the text typed so far
     * @param chosen the arguments that already have a value
     */
    record Question(String argument, String typed, Map<String, String> chosen) {
        public Question {
            chosen = Map.copyOf(chosen);
        }

        /** Returns the value of an argument; null when it has none or it is blank. */
        public @Nullable String given(String name) {
            var value = chosen.get(name);
            return value == null || value.isBlank() ? null : value;
        }
    }

    /**
     * Suggested values, in order, at most {@link #MOST}.
     *
     * @param total number of matching values; null when not all were read
     * @param hasMore whether there are more matching values
     */
    record Suggestions(List<String> values, @Nullable Integer total, boolean hasMore) {
        public static final Suggestions NONE = new Suggestions(List.of(), 0, false);

        public Suggestions {
            values = List.copyOf(values);
        }

        /**
         * Returns the first {@link #MOST} of the values.
         *
         * @param complete whether {@code values} holds every matching value
         */
        public static Suggestions of(List<String> values, boolean complete) {
            var first = values.stream().limit(MOST).toList();
            return new Suggestions(first, complete ? values.size() : null, !complete || first.size() < values.size());
        }
    }
}
