package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.WellFormedText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of an input record. Fills in defaults, accepts {@code "5"} for 5 and {@code "true"} for true like the
 * server we replace, and reports every fault by the argument's wire name.
 */
final class ArgumentSchema {
    private final List<Field> fields;
    private final Set<String> names;

    private ArgumentSchema(List<Field> fields) {
        this.fields = fields;
        this.names = fields.stream().map(Field::name).collect(Collectors.toUnmodifiableSet());
    }

    private record Field(
            String name,
            ArgumentType kind,
            boolean optional,
            @Nullable JsonNode defaultValue,
            @Nullable String alias) {}

    static ArgumentSchema of(Class<?> record) {
        return new ArgumentSchema(Arrays.stream(record.getRecordComponents())
                .map(ArgumentSchema::field)
                .toList());
    }

    /** Returns a copy with aliases resolved, defaults filled in and values converted. Adds errors to {@code faults}. */
    ObjectNode fit(ObjectNode object, String path, ArgumentFaults faults) {
        ObjectNode fitted = object.objectNode().setAll(object);
        for (var field : fields) {
            renamed(fitted, field, path, faults);
            var value = fitted.get(field.name());
            if (value == null || value.isNull()) {
                absent(fitted, field, path, faults);
            } else {
                fitted.set(field.name(), field.kind().fit(value, path + field.name(), faults));
            }
        }
        refuseUnknown(fitted, path, faults);
        return fitted;
    }

    private void refuseUnknown(ObjectNode object, String path, ArgumentFaults faults) {
        var unknown = object.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !names.contains(name))
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        var shown = unknown.stream()
                .limit(ArgumentFaults.MAX_SHOWN)
                .map(name -> "`%s%s`".formatted(path, WellFormedText.shown(name)))
                .collect(Collectors.joining(", "));
        var more = unknown.size() - ArgumentFaults.MAX_SHOWN;
        faults.add(() -> "unknown argument%s %s%s; %s"
                .formatted(
                        unknown.size() == 1 ? "" : "s",
                        shown,
                        more > 0 ? " and %,d more".formatted(more) : "",
                        known()));
    }

    /** Moves a value sent under the argument's alias to its own name. */
    private static void renamed(ObjectNode object, Field field, String path, ArgumentFaults faults) {
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

    private static void absent(ObjectNode object, Field field, String path, ArgumentFaults faults) {
        if (field.defaultValue() != null) {
            object.set(field.name(), field.defaultValue().deepCopy());
        } else if (field.optional()) {
            object.remove(field.name());
        } else {
            faults.add(() -> "`%s%s` is missing: send %s"
                    .formatted(path, field.name(), field.kind().wanted()));
        }
    }

    private String known() {
        return fields.isEmpty()
                ? "no arguments are accepted here"
                : "known arguments: "
                        + String.join(", ", fields.stream().map(Field::name).toList());
    }

    private static Field field(RecordComponent component) {
        var field = Records.field(component);
        var preset = field.getAnnotation(Default.class);
        var alias = field.getAnnotation(Alias.class);
        return new Field(
                ToolJson.wireName(component.getName(), field.getAnnotation(Name.class)),
                bounded(kind(component.getAnnotatedType()), field),
                Records.nullable(component.getAnnotatedType()),
                preset == null ? null : parse(preset.value()),
                alias == null ? null : alias.value());
    }

    /** Applies {@code @Min} and {@code @Max} to an integer type. */
    private static ArgumentType bounded(ArgumentType kind, java.lang.reflect.Field field) {
        if (!(kind instanceof ArgumentType.Int whole)) {
            return kind;
        }
        var smallest = field.getAnnotation(Min.class);
        var largest = field.getAnnotation(Max.class);
        return whole.within(
                smallest == null ? whole.min() : smallest.value(), largest == null ? whole.max() : largest.value());
    }

    private static ArgumentType kind(AnnotatedType annotated) {
        return kind(annotated.getType());
    }

    private static ArgumentType kind(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return new ArgumentType.Array(kind(generic.getActualTypeArguments()[0]));
        }
        var raw = type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
        if (raw.isRecord()) {
            return new ArgumentType.NestedObject(of(raw));
        } else if (raw.isEnum()) {
            return new ArgumentType.Choice(Arrays.stream(raw.getEnumConstants())
                    .map(constant -> ToolJson.wireName((Enum<?>) constant))
                    .toList());
        } else if (raw == Map.class) {
            return new ArgumentType.FreeObject();
        }
        return ArgumentType.scalar(raw);
    }

    private static JsonNode parse(String json) {
        try {
            return ToolJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("@Default must be JSON: " + json, e);
        }
    }
}
