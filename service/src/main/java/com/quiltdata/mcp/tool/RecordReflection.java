package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Reflection on the record components of tool inputs and outputs. */
final class RecordReflection {
    private RecordReflection() {}

    /** Returns the field behind a component, which carries the annotations of this package and of the validator. */
    static Field field(RecordComponent component) {
        try {
            return component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("every component has a field", e);
        }
    }

    static boolean nullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    /** Returns whether an argument without a default may be left out. */
    static boolean optional(AnnotatedType type, AnnotatedElement field) {
        return nullable(type) && !field.isAnnotationPresent(NullIsValue.class);
    }

    /** Returns the JSON that an annotation contains. */
    static JsonNode json(String value) {
        try {
            return ToolJson.MAPPER.readTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an annotation must contain JSON: " + value, e);
        }
    }

    /** Returns the value of {@code @Default}; null when a component has none. */
    static @Nullable JsonNode defaultValue(@Nullable Default annotation) {
        return annotation == null ? null : json(annotation.value());
    }
}
