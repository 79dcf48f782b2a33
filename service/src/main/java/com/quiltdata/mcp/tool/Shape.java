package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What JSON an input record takes. Fills in defaults, reads {@code "5"} as 5 and {@code "true"} as true as the server
 * we replace does, and names every fault in the caller's own words.
 */
final class Shape {
    private final List<Field> fields;

    private Shape(List<Field> fields) {
        this.fields = fields;
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

    /** Brings the object to the record's shape; the list names what is wrong with it, empty when nothing is. */
    List<String> fit(ObjectNode object, String path) {
        var faults = new ArrayList<String>();
        var unknown = new TreeSet<String>();
        object.fieldNames().forEachRemaining(unknown::add);
        for (var field : fields) {
            unknown.remove(field.name());
            renamed(object, field, path, unknown, faults);
            var value = object.get(field.name());
            if (value == null || value.isNull()) {
                absent(object, field, path, faults);
            } else {
                object.set(field.name(), field.kind().fit(value, path + field.name(), faults));
            }
        }
        for (var name : unknown) {
            faults.add("unknown argument `%s%s`; %s".formatted(path, name, known()));
        }
        return faults;
    }

    /** An argument under its other name, brought to its own. */
    private static void renamed(ObjectNode object, Field field, String path, Set<String> unknown, List<String> faults) {
        var value = field.alias() == null || !unknown.remove(field.alias()) ? null : object.remove(field.alias());
        if (value == null || value.isNull()) {
            return;
        } else if (object.hasNonNull(field.name())) {
            faults.add("`%s%s` and `%s` are two names of one argument; send one"
                    .formatted(path, field.name(), field.alias()));
        } else {
            object.set(field.name(), value);
        }
    }

    private static void absent(ObjectNode object, Field field, String path, List<String> faults) {
        if (field.defaultValue() != null) {
            object.set(field.name(), field.defaultValue().deepCopy());
        } else if (field.optional()) {
            object.remove(field.name());
        } else {
            faults.add("`%s%s` is required and must be %s"
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
                kind(component.getAnnotatedType()),
                Records.nullable(component.getAnnotatedType()),
                preset == null ? null : parse(preset.value()),
                alias == null ? null : alias.value());
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
