package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.Characters;
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
 * What JSON an input record takes. Fills in defaults, reads {@code "5"} as 5 and {@code "true"} as true as the server
 * we replace does, and names every fault in the caller's own words.
 */
final class Shape {
    private final List<Field> fields;
    private final Set<String> names;

    private Shape(List<Field> fields) {
        this.fields = fields;
        this.names = fields.stream().map(Field::name).collect(Collectors.toUnmodifiableSet());
    }

    private record Field(
            String name,
            Kind kind,
            boolean optional,
            @Nullable JsonNode defaultValue,
            @Nullable String alias) {}

    static Shape of(Class<?> record) {
        return new Shape(
                Arrays.stream(record.getRecordComponents()).map(Shape::field).toList());
    }

    /** The object brought to the record's shape, as a copy where it differs; what is wrong with it is added to the faults. */
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
                .map(name -> "`%s%s`".formatted(path, Characters.shown(name)))
                .collect(Collectors.joining(", "));
        var more = unknown.size() - ArgumentFaults.MAX_SHOWN;
        faults.add(() -> "unknown argument%s %s%s; %s"
                .formatted(
                        unknown.size() == 1 ? "" : "s",
                        shown,
                        more > 0 ? " and %,d more".formatted(more) : "",
                        known()));
    }

    /** An argument under its other name, brought to its own. */
    private static void renamed(ObjectNode object, Field field, String path, ArgumentFaults faults) {
        var value = field.alias() == null ? null : object.remove(field.alias());
        if (value == null || value.isNull()) {
            return;
        } else if (object.hasNonNull(field.name())) {
            faults.add(() -> "`%s%s` and `%s` are two names of one argument; send one"
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
            faults.add(() -> "`%s%s` is required and must be %s"
                    .formatted(path, field.name(), field.kind().wanted()));
        }
    }

    private String known() {
        return fields.isEmpty()
                ? "send none"
                : "known are "
                        + String.join(", ", fields.stream().map(Field::name).toList());
    }

    private static Field field(RecordComponent component) {
        var field = Records.field(component);
        var preset = field.getAnnotation(Default.class);
        var alias = field.getAnnotation(Alias.class);
        return new Field(
                Json.wireName(component.getName(), field.getAnnotation(Name.class)),
                bounded(kind(component.getAnnotatedType()), field),
                Records.nullable(component.getAnnotatedType()),
                preset == null ? null : parse(preset.value()),
                alias == null ? null : alias.value());
    }

    /** An integer within the bounds that its annotations set. */
    private static Kind bounded(Kind kind, java.lang.reflect.Field field) {
        if (!(kind instanceof Kind.Whole whole)) {
            return kind;
        }
        var smallest = field.getAnnotation(Min.class);
        var largest = field.getAnnotation(Max.class);
        return whole.within(
                smallest == null ? whole.min() : smallest.value(), largest == null ? whole.max() : largest.value());
    }

    private static Kind kind(AnnotatedType annotated) {
        return kind(annotated.getType());
    }

    private static Kind kind(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return new Kind.Many(kind(generic.getActualTypeArguments()[0]));
        }
        var raw = type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
        if (raw.isRecord()) {
            return new Kind.Nested(of(raw));
        } else if (raw.isEnum()) {
            return new Kind.Choice(Arrays.stream(raw.getEnumConstants())
                    .map(constant -> Json.wireName((Enum<?>) constant))
                    .toList());
        } else if (raw == Map.class) {
            return new Kind.Open();
        }
        return Kind.scalar(raw);
    }

    private static JsonNode parse(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a @Default is JSON: " + json, e);
        }
    }
}
