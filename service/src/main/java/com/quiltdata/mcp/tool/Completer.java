package com.quiltdata.mcp.tool;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Suggests values for an argument while somebody fills it in, with the caller's rights. */
public interface Completer {
    /** The most values in one answer (MCP, completion). */
    int MOST = 100;

    /** Values that go on from what is typed; none where the argument is nothing that the catalog lists. */
    Suggestions suggest(Question question, Call call);

    /**
     * What is being filled in.
     *
     * @param argument the argument's name
     * @param typed what stands there so far
     * @param chosen the arguments that are filled in already
     */
    record Question(String argument, String typed, Map<String, String> chosen) {
        public Question {
            chosen = Map.copyOf(chosen);
        }

        /** The value of an argument filled in already; null when it is not, or blank. */
        public @Nullable String given(String name) {
            var value = chosen.get(name);
            return value == null || value.isBlank() ? null : value;
        }
    }

    /**
     * At most {@link #MOST} values, in order.
     *
     * @param total how many there are; absent when not all were looked at
     * @param hasMore whether there are more than these
     */
    record Suggestions(List<String> values, @Nullable Integer total, boolean hasMore) {
        public static final Suggestions NONE = new Suggestions(List.of(), 0, false);

        public Suggestions {
            values = List.copyOf(values);
        }

        /**
         * The first of the values.
         *
         * @param whole whether these are all there are
         */
        public static Suggestions of(List<String> values, boolean whole) {
            var shown = values.stream().limit(MOST).toList();
            return new Suggestions(shown, whole ? values.size() : null, !whole || shown.size() < values.size());
        }
    }
}
