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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of an input record. Accepts synonyms, blank for absent, {@code "5"} for 5, {@code "true"} for true, and
 * arrays and objects as JSON in a string. Fills in defaults, and reports every fault by the argument's wire name.
 */
final class ArgumentSchema {
    /** What clients send beside the arguments of any tool. */
    private static final Set<String> IGNORED = Set.of("toolCallId", "sessionId", "action", "chatInput");

    /** The arguments by their wire names, in order. */
    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** The wire names by other words for them. */
    private final Map<String, String> synonyms;

    private ArgumentSchema(Class<?> record) {
        for (var component : record.getRecordComponents()) {
            var field = field(component);
            fields.put(field.name(), field);
        }
        synonyms = Synonyms.of(fields.keySet());
        for (var component : record.getRecordComponents()) {
            var alias = RecordReflection.field(component).getAnnotation(Alias.class);
            if (alias != null) {
                synonyms.put(alias.value(), field(component).name());
            }
        }
    }

    private record Field(
            String name,
            ArgumentType type,
            boolean optional,
            @Nullable JsonNode defaultValue,
            boolean keepsBlank) {
        /** Returns whether this value means that the argument is absent. */
        boolean isAbsent(JsonNode value) {
            if (value.isNull()) {
                return !keepsBlank || (defaultValue == null && optional);
            } else if (!optional && defaultValue == null) {
                return false;
            } else if (value.isTextual() && value.textValue().isEmpty()) {
                return !keepsBlank || type.equals(ArgumentType.ANY_OBJECT);
            }
            return isBlank(value) && !keepsBlank;
        }

        /** Returns whether a value is null, empty text, or an empty object; for an object also its JSON in a string. */
        boolean isBlank(JsonNode value) {
            return value.isNull()
                    || (value.isTextual() && isBlank(value.textValue()))
                    || (value.isObject() && value.isEmpty());
        }

        private boolean isBlank(String text) {
            return text.isEmpty() || (type.container().equals("object") && text.matches("\\s*\\{\\s*}\\s*"));
        }

        /** Returns 2 for a value, 1 for a blank of the argument's own type, 0 for any other blank. */
        int rank(JsonNode value) {
            var emptyText = value.isTextual() && value.textValue().isEmpty();
            var ofType = !value.isNull() && emptyText == type.container().isEmpty();
            return !isBlank(value) ? 2 : ofType ? 1 : 0;
        }

        /** Returns whether a blank value may be ignored beside another name. */
        boolean mayIgnoreBlank() {
            return !keepsBlank || defaultValue == null;
        }
    }

    static ArgumentSchema of(Class<?> record) {
        return new ArgumentSchema(record);
    }

    /**
     * Returns the arguments that the call needs: those sent, and the defaults of the others.
     *
     * @param reserved names of arguments that the call may have besides
     */
    ObjectNode fit(ObjectNode object, String path, List<String> reserved, ArgumentFaults faults) {
        var fitted = sent(object, path, faults);
        for (var field : fields.values()) {
            if (!fitted.has(field.name())) {
                fillIn(fitted, field, path, faults);
            }
        }
        refuseUnknown(fitted, path, reserved, faults);
        return fitted;
    }

    /** Returns the arguments that are sent and not absent, under their wire names and converted, and unknown ones. */
    ObjectNode sent(ObjectNode object, String path, ArgumentFaults faults) {
        var sent = object.objectNode();
        for (var argument : object.properties()) {
            var field = fields.get(wireName(argument.getKey()));
            if (field == null) {
                if (!path.isEmpty() || !IGNORED.contains(argument.getKey())) {
                    sent.set(argument.getKey(), argument.getValue());
                }
            } else if (!field.isAbsent(argument.getValue()) && !yields(argument.getValue(), field, object)) {
                var value = field.type().fit(argument.getValue(), path + field.name(), faults);
                var other = sent.replace(field.name(), value);
                if (other != null && !other.equals(value)) {
                    faults.add(() -> contradiction(object, field.name(), path));
                }
            }
        }
        return sent;
    }

    /** Returns whether a value is blank, and another name of its argument has a value, or a blank one of its type. */
    private boolean yields(JsonNode value, Field field, ObjectNode object) {
        return field.mayIgnoreBlank()
                && object.propertyStream()
                        .filter(other -> wireName(other.getKey()).equals(field.name()))
                        .anyMatch(other -> field.rank(other.getValue()) > field.rank(value));
    }

    private String wireName(String name) {
        return synonyms.getOrDefault(name, name);
    }

    private String contradiction(ObjectNode object, String name, String path) {
        return object.propertyStream()
                .map(Map.Entry::getKey)
                .filter(sent -> wireName(sent).equals(name))
                .map(sent -> "`%s%s`".formatted(path, sent))
                .collect(Collectors.joining(
                        " and ",
                        "",
                        " are names of one argument with different values; send only `%s`".formatted(name)));
    }

    private void refuseUnknown(ObjectNode object, String path, List<String> reserved, ArgumentFaults faults) {
        var unknown = object.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !fields.containsKey(name))
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        var known = Stream.concat(fields.keySet().stream(), reserved.stream()).toList();
        var names = unknown.stream()
                .limit(ArgumentFaults.MAX_SHOWN)
                .map(name -> "`%s%s`%s".formatted(path, WellFormedText.shown(name), hint(name, reserved)))
                .collect(Collectors.joining(", "));
        var more = unknown.size() - ArgumentFaults.MAX_SHOWN;
        faults.add(() -> "unknown argument%s %s%s; %s"
                .formatted(
                        unknown.size() == 1 ? "" : "s",
                        names,
                        more > 0 ? " and %,d more".formatted(more) : "",
                        known.isEmpty()
                                ? "no arguments are accepted here"
                                : "known arguments: " + String.join(", ", known)));
    }

    private String hint(String name, List<String> reserved) {
        var names = Stream.of(fields.keySet(), reserved, synonyms.keySet()).flatMap(Collection::stream);
        return Synonyms.similar(WellFormedText.shown(name), names.toList())
                .map(similar -> " (did you mean `%s`?)".formatted(wireName(similar)))
                .orElse("");
    }

    private static void fillIn(ObjectNode object, Field field, String path, ArgumentFaults faults) {
        if (field.defaultValue() != null) {
            object.set(field.name(), field.defaultValue().deepCopy());
        } else if (!field.optional()) {
            faults.add(() -> "`%s%s` is missing: send %s"
                    .formatted(path, field.name(), field.type().description()));
        }
    }

    private static Field field(RecordComponent component) {
        var field = RecordReflection.field(component);
        return new Field(
                ToolJson.wireName(component.getName(), field.getAnnotation(Name.class)),
                type(component.getGenericType(), field),
                RecordReflection.optional(component.getAnnotatedType(), field),
                RecordReflection.defaultValue(field.getAnnotation(Default.class)),
                field.isAnnotationPresent(KeepBlank.class) || field.isAnnotationPresent(NullIsValue.class));
    }

    /** Returns the type of a component or of its items; {@code field} has the bounds of an integer. */
    private static ArgumentType type(Type type, java.lang.reflect.Field field) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            var items = type(generic.getActualTypeArguments()[0], field);
            return ArgumentType.array(items).orByKey(field.getAnnotation(ListByKey.class));
        }
        var files = field.getAnnotation(FilesByKey.class);
        if (files != null) {
            return ArgumentType.files(files.guessed());
        }
        var raw = (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
        if (raw.isRecord()) {
            return ArgumentType.object(of(raw));
        } else if (raw.isEnum()) {
            return ArgumentType.choice(Arrays.stream(raw.getEnumConstants())
                    .map(constant -> (Enum<?>) constant)
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
