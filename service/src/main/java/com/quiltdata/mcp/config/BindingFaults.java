package com.quiltdata.mcp.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.primitives.Primitives;
import com.quiltdata.mcp.text.NearestName;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collector of the faults that binding finds: unknown keys and types, and values of the wrong kind. */
final class BindingFaults extends DeserializationProblemHandler {
    private static final int MAX_LISTED = 16;
    private static final String WHOLE_NUMBER = "a whole number";

    private static final Map<Class<?>, String> KINDS = Map.of(
            Boolean.class, "true or false",
            Integer.class, WHOLE_NUMBER,
            Long.class, WHOLE_NUMBER,
            Double.class, "a number",
            BigDecimal.class, "a number",
            Duration.class, "a duration such as 30s",
            DataSize.class, "a size such as 32KiB",
            URI.class, "a URL",
            String.class, "a string");

    private final Map<String, String> faults = new LinkedHashMap<>();

    /** Returns one sentence for each faulty key. */
    Map<String, String> faults() {
        return faults;
    }

    /** Adds a fault that ended the binding. */
    void add(JsonMappingException e) {
        var key = new StringBuilder();
        for (var reference : e.getPath()) {
            key.append(
                    reference.getFieldName() == null
                            ? "[" + reference.getIndex() + "]"
                            : (key.isEmpty() ? "" : ".") + reference.getFieldName());
        }
        var wanted = e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? " must be " + kind(mismatch.getTargetType())
                : " is invalid: " + SettingChecks.shown(e.getOriginalMessage());
        faults.putIfAbsent(key.toString(), key + wanted);
    }

    /** Adds a fault for each element of a list that has no value, which would be bound to null. */
    void addEmptyElements(JsonNode node, String pointer) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> addEmptyElements(entry.getValue(), pointer + "/" + entry.getKey()));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            var element = pointer + "/" + i;
            if (node.get(i).isNull()) {
                var key = SettingChecks.path(element);
                faults.putIfAbsent(key, key + " must not be empty");
            }
            addEmptyElements(node.get(i), element);
        }
    }

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            @Nullable JsonDeserializer<?> deserializer,
            Object beanOrClass,
            String name)
            throws IOException {
        var key = unknownKey(parser, name);
        var known = deserializer == null || deserializer.getKnownPropertyNames() == null
                ? List.<String>of()
                : deserializer.getKnownPropertyNames().stream()
                        .map(String::valueOf)
                        .sorted()
                        .toList();
        faults.putIfAbsent(key, "%s is not a key of the configuration%s".formatted(key, hint(name, known)));
        parser.skipChildren();
        return true;
    }

    /** Returns the path of an unknown key. Of a mapping or a list in a record, Jackson gives an empty name in it. */
    private static String unknownKey(JsonParser parser, String name) {
        var pointer = parser.getParsingContext().pathAsPointer().toString();
        var empty = pointer.indexOf("//");
        return SettingChecks.path(empty < 0 ? pointer : pointer.substring(0, empty + 1) + name);
    }

    private static String hint(String name, Collection<String> known) {
        return NearestName.of(name, known)
                .map("; did you mean %s?"::formatted)
                .orElse(
                        known.isEmpty() || known.size() > MAX_LISTED
                                ? ""
                                : "; valid keys are " + String.join(", ", known));
    }

    @Override
    public @Nullable Object handleWeirdStringValue(
            DeserializationContext context, Class<?> target, String value, String message) {
        if (Primitives.wrap(target) == Boolean.class && (SettingParser.isTrue(value) || SettingParser.isFalse(value))) {
            return SettingParser.isTrue(value);
        }
        return mismatch(key(context.getParser()), target, "'" + SettingChecks.shown(value) + "'");
    }

    @Override
    public @Nullable Object handleWeirdNumberValue(
            DeserializationContext context, Class<?> target, Number value, String message) {
        return mismatch(key(context.getParser()), target, value.toString());
    }

    @Override
    public @Nullable Object handleInstantiationProblem(
            DeserializationContext context, Class<?> target, @Nullable Object argument, Throwable problem) {
        return mismatch(
                key(context.getParser()),
                target,
                argument instanceof String text ? "'" + SettingChecks.shown(text) + "'" : "this value");
    }

    @Override
    public @Nullable Object handleUnexpectedToken(
            DeserializationContext context, JavaType target, JsonToken token, JsonParser parser, String message)
            throws IOException {
        var key = key(parser);
        parser.skipChildren();
        return mismatch(
                key,
                target.getRawClass(),
                switch (token) {
                    case START_OBJECT, FIELD_NAME -> "a mapping";
                    case START_ARRAY -> "a list";
                    default -> "a single value";
                });
    }

    @Override
    public JavaType handleUnknownTypeId(
            DeserializationContext context, JavaType base, String id, TypeIdResolver types, String message) {
        unknownType(typeKey(context), known(types), id);
        return nothing(context);
    }

    @Override
    public JavaType handleMissingTypeId(
            DeserializationContext context, JavaType base, TypeIdResolver types, String message) {
        var key = typeKey(context);
        faults.putIfAbsent(key, "%s is missing; it must be one of %s".formatted(key, known(types)));
        return nothing(context);
    }

    /** Adds the fault of an unknown {@code type}. */
    void unknownType(String key, String known, String found) {
        faults.putIfAbsent(key, "%s must be one of %s, not '%s'".formatted(key, known, SettingChecks.shown(found)));
    }

    private static String typeKey(DeserializationContext context) {
        var key = key(context.getParser());
        return key.endsWith(".type") ? key : key + ".type";
    }

    /** Returns the known types, separated by commas. Jackson describes them as {@code [a, b]}. */
    private static String known(TypeIdResolver types) {
        return Objects.requireNonNullElse(types.getDescForKnownTypeIds(), "").replaceAll("[\\[\\]]", "");
    }

    private static JavaType nothing(DeserializationContext context) {
        return context.constructType(Void.class);
    }

    private @Nullable Object mismatch(String key, Class<?> target, String found) {
        faults.putIfAbsent(key, "%s must be %s, not %s".formatted(key, kind(target), found));
        return null;
    }

    private static String kind(Class<?> target) {
        if (target.isEnum()) {
            return Arrays.stream(target.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return Collection.class.isAssignableFrom(target)
                ? "a list"
                : KINDS.getOrDefault(Primitives.wrap(target), "a mapping");
    }

    private static String key(JsonParser parser) {
        return SettingChecks.path(parser.getParsingContext().pathAsPointer().toString());
    }
}
