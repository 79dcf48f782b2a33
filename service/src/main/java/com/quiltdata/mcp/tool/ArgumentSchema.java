package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.WellFormedText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of an input record. Fills in defaults, accepts {@code "5"} for 5 and {@code "true"} for true like the
 * server we replace, and reports every fault by the argument's wire name.
 */
final class ArgumentSchema {
    /** The arguments by their wire names, in order. */
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private ArgumentSchema(Class<?> record) {
        for (var component : record.getRecordComponents()) {
            var field = field(component);
            fields.put(field.name(), field);
        }
    }

    private record Field(
            String name,
            ArgumentType type,
            boolean optional,
            @Nullable JsonNode defaultValue,
            @Nullable String alias) {}

    static ArgumentSchema of(Class<?> record) {
        return new ArgumentSchema(record);
    }

    /** Returns a copy with aliases resolved, defaults filled in and values converted. Adds errors to {@code faults}. */
    ObjectNode fit(ObjectNode object, String path, ArgumentFaults faults) {
        ObjectNode fitted = object.objectNode().setAll(object);
        for (var field : fields.values()) {
            resolveAlias(fitted, field, path, faults);
            var value = fitted.get(field.name());
            if (value == null || value.isNull()) {
                fillIn(fitted, field, path, faults);
            } else {
                fitted.set(field.name(), field.type().fit(value, path + field.name(), faults));
            }
        }
        refuseUnknown(fitted, path, faults);
        return fitted;
    }

    private void refuseUnknown(ObjectNode object, String path, ArgumentFaults faults) {
        var unknown = object.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !fields.containsKey(name))
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        var names = unknown.stream()
                .limit(ArgumentFaults.MAX_SHOWN)
                .map(name -> "`%s%s`".formatted(path, WellFormedText.shown(name)))
                .collect(Collectors.joining(", "));
        var more = unknown.size() - ArgumentFaults.MAX_SHOWN;
        var known = fields.isEmpty()
                ? "no arguments are accepted here"
                : "known arguments: " + String.join(", ", fields.keySet());
        faults.add(() -> "unknown argument%s %s%s; %s"
                .formatted(
                        unknown.size() == 1 ? "" : "s", names, more > 0 ? " and %,d more".formatted(more) : "", known));
    }

    /** Moves a value sent under the argument's alias to its own name. */
    private static void resolveAlias(ObjectNode object, Field field, String path, ArgumentFaults faults) {
        var value = field.alias() == null ? null : object.remove(field.alias());
        if (value == null || value.isNull()) {
            return;
        } else if (object.hasNonNull(field.name())) {
            faults.add(() -> "`%s%s` and `%s` are two names of one argument; send only one"
                    .formatted(path, field.name(), field.alias()));
        } else {
            object.set(field.name(), value);
        }
    }

    private static void fillIn(ObjectNode object, Field field, String path, ArgumentFaults faults) {
        if (field.defaultValue() != null) {
            object.set(field.name(), field.defaultValue().deepCopy());
        } else if (field.optional()) {
            object.remove(field.name());
        } else {
            faults.add(() -> "`%s%s` is missing: send %s"
                    .formatted(path, field.name(), field.type().description()));
        }
    }

    private static Field field(RecordComponent component) {
        var field = Records.field(component);
        var alias = field.getAnnotation(Alias.class);
        return new Field(
                ToolJson.wireName(component.getName(), field.getAnnotation(Name.class)),
                type(component.getGenericType(), field),
                Records.nullable(component.getAnnotatedType()),
                Records.defaultValue(field.getAnnotation(Default.class)),
                alias == null ? null : alias.value());
    }

    /** Returns the type of a component or of its items; {@code field} has the bounds of an integer. */
    private static ArgumentType type(Type type, java.lang.reflect.Field field) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return ArgumentType.array(type(generic.getActualTypeArguments()[0], field));
        }
        var raw = (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
        if (raw.isRecord()) {
            return ArgumentType.object(of(raw));
        } else if (raw.isEnum()) {
            return ArgumentType.choice(Arrays.stream(raw.getEnumConstants())
                    .map(constant -> ToolJson.wireName((Enum<?>) constant))
                    .toList());
        } else if (raw == int.class || raw == Integer.class) {
            return integer(Integer.MIN_VALUE, Integer.MAX_VALUE, field);
        } else if (raw == long.class || raw == Long.class) {
            return integer(Long.MIN_VALUE, Long.MAX_VALUE, field);
        }
        return scalar(raw);
    }

    private static ArgumentType integer(long min, long max, java.lang.reflect.Field field) {
        var smallest = field.getAnnotation(Min.class);
        var largest = field.getAnnotation(Max.class);
        return ArgumentType.integer(
                min, max, smallest == null ? min : smallest.value(), largest == null ? max : largest.value());
    }

    private static ArgumentType scalar(Class<?> type) {
        if (type == String.class) {
            return ArgumentType.TEXT;
        } else if (type == boolean.class || type == Boolean.class) {
            return ArgumentType.BOOLEAN;
        } else if (type == double.class || type == Double.class) {
            return ArgumentType.DECIMAL;
        } else if (type == Map.class) {
            return ArgumentType.ANY_OBJECT;
        } else if (type == Object.class) {
            return ArgumentType.ANY_VALUE;
        }
        throw new IllegalArgumentException("no JSON type for " + type);
    }
}
