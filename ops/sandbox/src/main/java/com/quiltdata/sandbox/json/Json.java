package com.quiltdata.sandbox.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON as maps, lists, strings, numbers, booleans and nulls; the order of keys is preserved. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final JsonMapper STRICT = MAPPER.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private Json() {}

    public static byte[] bytes(@Nullable Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(@Nullable Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Returns the top-level string {@code name} of the object {@code json}, or null. */
    public static @Nullable String stringAt(String json, String name) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = name.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (wanted) {
                    return value == JsonToken.VALUE_STRING ? parser.getString() : null;
                }
                parser.skipChildren();
            }
            return null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Parses {@code json} as an object; throws {@link IllegalArgumentException} for anything else. */
    public static Map<String, @Nullable Object> object(String json) {
        try {
            Map<String, @Nullable Object> read = MAPPER.readValue(json, OBJECT);
            if (read == null) {
                throw new IllegalArgumentException("not a JSON object: null");
            }
            return read;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /** Converts a plain value to a tree. */
    public static JsonNode tree(@Nullable Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Converts a tree to a plain value. */
    public static @Nullable Object plain(JsonNode tree) {
        return MAPPER.treeToValue(tree, Object.class);
    }

    /** Parses any JSON; throws {@link IllegalArgumentException} for anything else. */
    public static @Nullable Object any(String json) {
        return read(MAPPER, json, Object.class);
    }

    /** Returns {@code value} as an object, or an empty one for anything else. */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> asObject(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    /** Returns an object of the given keys and values, in that order. */
    public static Map<String, @Nullable Object> of(@Nullable Object... keysAndValues) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return object;
    }

    /** Binds a request body to a record; unknown properties are ignored. */
    public static <T> T read(String json, Class<T> type) {
        return read(MAPPER, json, type);
    }

    /** Binds a request body to a record; unknown properties are refused. */
    public static <T> T readStrictly(String json, Class<T> type) {
        return read(STRICT, json, type);
    }

    private static <T> T read(JsonMapper mapper, String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("bad request body: " + e.getOriginalMessage(), e);
        }
    }
}
