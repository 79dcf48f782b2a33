package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Generates JSON Schema 2020-12 from tool records: closed objects with properties in component order. */
final class Schemas {
    private static final String TYPE = "type";
    private static final String DESCRIPTION = "description";
    private static final List<String> ANY = List.of("string", "number", "boolean", "object", "array", "null");

    private static final Map<Class<?>, String> TYPES = Map.ofEntries(
            Map.entry(String.class, "string"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(int.class, "integer"),
            Map.entry(Integer.class, "integer"),
            Map.entry(long.class, "integer"),
            Map.entry(Long.class, "integer"),
            Map.entry(double.class, "number"),
            Map.entry(Double.class, "number"),
            Map.entry(BigDecimal.class, "number"));

    /** The formats of the types that are texts. */
    private static final Map<Class<?>, String> FORMATS = Map.of(Instant.class, "date-time", LocalDate.class, "date");

    private static final Set<Class<? extends Annotation>> CONSTRAINTS =
            Set.of(Size.class, Pattern.class, Min.class, Max.class);

    private final boolean input;

    private Schemas(boolean input) {
        this.input = input;
    }

    /** Returns the schema of a tool's arguments. */
    static ObjectNode input(Class<? extends Record> record) {
        return new Schemas(true).object(record);
    }

    /** Returns the schema of a tool's structured content: the record with {@code success} added unless prescribed. */
    static ObjectNode output(Class<? extends Record> record) {
        var schema = new Schemas(false).object(record);
        if (PrescribedOutput.class.isAssignableFrom(record)) {
            return schema;
        }
        var properties = schema.objectNode();
        properties.putObject("success").put("const", true);
        schema.set("properties", properties.setAll(schema.withObject("/properties")));
        schema.withArray("/required").insert(0, "success");
        return schema;
    }

    private ObjectNode object(Class<?> record) {
        var schema = ToolJson.MAPPER.createObjectNode().put(TYPE, "object");
        var properties = schema.putObject("properties");
        var required = schema.arrayNode();
        for (var component : record.getRecordComponents()) {
            var field = RecordReflection.field(component);
            if (field.isAnnotationPresent(Hidden.class)) {
                continue;
            }
            var name = ToolJson.wireName(component.getName(), field.getAnnotation(Name.class));
            properties.set(name, property(component.getGenericType(), field));
            if (!optional(field)) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private boolean optional(Field field) {
        return RecordReflection.optional(field.getAnnotatedType(), field)
                || (input && field.isAnnotationPresent(Default.class));
    }

    /** Returns the schema of a component: of its type, with what its annotations add. */
    private ObjectNode property(Type type, Field field) {
        var details = details(type, field);
        if (input && (type == Object.class || raw(type) == Map.class)) {
            return keyed(type, field, details);
        }
        return raw(type) == List.class ? details.setAll(of(type)) : of(type).setAll(details);
    }

    /** Refuses a constraint that would be checked but not listed. */
    private static void checkConstraints(Field field) {
        for (var annotation : field.getAnnotations()) {
            var type = annotation.annotationType();
            if (type.getPackage().equals(Size.class.getPackage()) && !CONSTRAINTS.contains(type)) {
                throw new IllegalArgumentException("no JSON Schema for " + annotation + " of " + field);
            }
        }
    }

    private static ObjectNode details(Type type, Field field) {
        checkConstraints(field);
        var node = ToolJson.MAPPER.createObjectNode();
        var doc = field.getAnnotation(Doc.class);
        if (doc != null) {
            node.put(DESCRIPTION, doc.value());
        }
        var value = RecordReflection.defaultValue(field.getAnnotation(Default.class));
        if (value != null) {
            node.set("default", value);
        }
        addSize(node, raw(type) == List.class ? "Items" : "Length", field.getAnnotation(Size.class));
        var pattern = field.getAnnotation(Pattern.class);
        if (pattern != null) {
            node.put("pattern", pattern.regexp());
        }
        var min = field.getAnnotation(Min.class);
        if (min != null) {
            node.put("minimum", min.value());
        }
        var max = field.getAnnotation(Max.class);
        if (max != null) {
            node.put("maximum", max.value());
        }
        return node;
    }

    private static void addSize(ObjectNode node, String of, @Nullable Size size) {
        if (size != null && size.min() > 0) {
            node.put("min" + of, size.min());
        }
        if (size != null && size.max() < Integer.MAX_VALUE) {
            node.put("max" + of, size.max());
        }
    }

    /**
     * Returns the schema of an argument that is an object of any keys, or any value. The latter is listed as an object if
     * its keys are given, else as a string, because some clients refuse an argument without a type.
     */
    private static ObjectNode keyed(Type type, Field field, ObjectNode details) {
        var doc = field.getAnnotation(Doc.class);
        var keys = doc == null ? Doc.METADATA : doc.keys();
        if (type == Object.class && keys.equals(Doc.METADATA)) {
            return details.put(TYPE, "string");
        }
        var schema = type == Object.class
                ? details.put(TYPE, "object")
                : details.objectNode().put(TYPE, "object").<ObjectNode>setAll(details);
        schema.set("properties", RecordReflection.json(keys));
        return schema.put("additionalProperties", true);
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    /** Returns the schema of a component or item without annotations. */
    private ObjectNode of(Type type) {
        var node = ToolJson.MAPPER.createObjectNode();
        var raw = raw(type);
        if (raw == List.class && type instanceof ParameterizedType generic) {
            node.put(TYPE, "array").set("items", of(generic.getActualTypeArguments()[0]));
        } else if (raw == Map.class) {
            node.put(TYPE, "object");
        } else if (raw == Object.class) {
            var kinds = node.putArray("anyOf");
            ANY.forEach(kind -> kinds.addObject().put(TYPE, kind));
        } else if (raw.isRecord()) {
            return object(raw);
        } else if (raw.isEnum()) {
            var values = node.put(TYPE, "string").putArray("enum");
            Arrays.stream(raw.getEnumConstants()).forEach(it -> values.add(ToolJson.wireName((Enum<?>) it)));
        } else if (FORMATS.containsKey(raw)) {
            node.put(TYPE, "string").put("format", FORMATS.get(raw));
        } else if (TYPES.containsKey(raw)) {
            node.put(TYPE, TYPES.get(raw));
        } else {
            throw new IllegalArgumentException("no JSON type for " + type);
        }
        return node;
    }
}
