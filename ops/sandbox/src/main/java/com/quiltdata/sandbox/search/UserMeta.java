package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One value in a package's metadata under a JSON pointer; a list of strings is one value, other lists are ignored. */
public record UserMeta(String pointer, Type type, Object value) {
    static final String PREFIX = "user_meta/";
    private static final int MAX_KEYWORD_LENGTH = 256;

    /** The detected type of a value; {@code wire} is its name in an ordering. */
    public enum Type {
        NUMBER(FieldType.DOUBLE),
        DATETIME(FieldType.DATE),
        KEYWORD(FieldType.KEYWORD),
        TEXT(FieldType.TEXT),
        BOOLEAN(FieldType.KEYWORD);

        private final FieldType field;

        Type(FieldType field) {
            this.field = field;
        }

        FieldType field() {
            return field;
        }
    }

    /** Returns the field for the values of one type under one pointer. */
    static String field(Type type, String pointer) {
        return PREFIX + type + pointer;
    }

    String field() {
        return field(type, pointer);
    }

    /** Returns the value, or each value of a list. */
    public List<?> values() {
        return value instanceof List<?> list ? list : List.of(value);
    }

    static List<UserMeta> of(Map<String, @Nullable Object> metadata) {
        var found = new ArrayList<UserMeta>();
        collect("", metadata, found);
        return found;
    }

    private static void collect(String path, Map<String, @Nullable Object> object, List<UserMeta> found) {
        object.forEach((name, value) -> {
            String pointer = path + "/" + name.replace("~", "~0").replace("/", "~1");
            if (value instanceof Map<?, ?>) {
                collect(pointer, Json.asObject(value), found);
            } else {
                fromValue(pointer, value).ifPresent(found::add);
            }
        });
    }

    private static Optional<UserMeta> fromValue(String pointer, @Nullable Object value) {
        return Optional.ofNullable(
                switch (value) {
                    case Boolean flag -> new UserMeta(pointer, Type.BOOLEAN, flag);
                    case Number number -> new UserMeta(pointer, Type.NUMBER, number.doubleValue());
                    case String text -> string(pointer, text);
                    case List<?> list
                    when !list.isEmpty() && list.stream().allMatch(String.class::isInstance) ->
                        new UserMeta(
                                pointer, list.stream().allMatch(UserMeta::isShort) ? Type.KEYWORD : Type.TEXT, list);
                    case null, default -> null;
                });
    }

    private static UserMeta string(String pointer, String text) {
        Optional<Instant> date = Dates.iso(text);
        return date.isPresent()
                ? new UserMeta(pointer, Type.DATETIME, date.get())
                : new UserMeta(pointer, isShort(text) ? Type.KEYWORD : Type.TEXT, text);
    }

    private static boolean isShort(Object text) {
        return text.toString().length() <= MAX_KEYWORD_LENGTH;
    }
}
