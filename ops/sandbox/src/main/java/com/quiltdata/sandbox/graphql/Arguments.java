package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.json.Json;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Typed access to arguments for the fetchers. */
final class Arguments {
    private Arguments() {}

    /** Returns the object whose field is fetched. */
    static <T> T source(DataFetchingEnvironment env, Class<T> type) {
        return Objects.requireNonNull(type.cast(env.getSource()));
    }

    /** Returns the settings of the control API as of the start of the request. */
    static Settings.Values settings(DataFetchingEnvironment env) {
        return Objects.requireNonNull(env.getGraphQlContext().<Settings.Values>get(Settings.Values.class));
    }

    static String string(DataFetchingEnvironment env, String name) {
        return Objects.requireNonNullElse(env.<String>getArgument(name), "");
    }

    static boolean truth(DataFetchingEnvironment env, String name) {
        return Boolean.TRUE.equals(env.<Boolean>getArgument(name));
    }

    /** Returns a list of texts, which is empty for null. */
    static List<String> strings(DataFetchingEnvironment env, String name) {
        return strings(env.<Object>getArgument(name));
    }

    static List<String> strings(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    static int integer(DataFetchingEnvironment env, String name, int otherwise) {
        return Objects.requireNonNullElse(env.<Integer>getArgument(name), otherwise);
    }

    /** Returns an input object, or an empty one. */
    static Map<String, @Nullable Object> object(DataFetchingEnvironment env, String name) {
        return Json.asObject(env.getArgument(name));
    }

    /** Returns a list of input objects inside another. */
    static List<Map<String, @Nullable Object>> list(Map<String, @Nullable Object> within, String name) {
        return within.get(name) instanceof List<?> list
                ? list.stream().map(Json::asObject).toList()
                : List.of();
    }

    /** Returns the page that {@code number}, from 1, and {@code perPage} select. */
    static <T> List<T> page(DataFetchingEnvironment env, List<T> all) {
        long perPage = Math.max(0, integer(env, "perPage", all.size()));
        long skipped = Math.max(0, integer(env, "number", 1) - 1) * perPage;
        return all.stream().skip(skipped).limit(perPage).toList();
    }
}
