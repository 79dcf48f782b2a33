package com.quiltdata.mcp.catalog.workflows;

import com.quiltdata.mcp.catalog.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of a workflow configuration, read field by field; an invalid field is rejected. */
record YamlObject(String where, Map<?, ?> fields) {
    static YamlObject of(String where, @Nullable Object value) {
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            return new YamlObject(where, map);
        }
        throw rejected(where + " must be an object");
    }

    static Failure.Invalid rejected(String why) {
        return new Failure.Invalid("workflow", "Workflows config failed validation: " + why + ".");
    }

    YamlObject only(Set<String> known) {
        for (var name : names()) {
            if (!known.contains(name)) {
                throw rejected("'" + name + "' is unexpected in " + where);
            }
        }
        return this;
    }

    List<String> names() {
        return fields.keySet().stream().map(String.class::cast).toList();
    }

    boolean isObject(String field) {
        return fields.get(field) instanceof Map;
    }

    YamlObject object(String field) {
        return of(field, fields.get(field));
    }

    Map<String, YamlObject> members(String field) {
        var members = new LinkedHashMap<String, YamlObject>();
        if (fields.containsKey(field)) {
            var object = object(field);
            object.names().forEach(name -> members.put(name, object.object(name)));
        }
        return members;
    }

    String text(String field) {
        var text = textOrNull(field);
        if (text == null || text.isEmpty()) {
            throw rejected(field + " of " + where + " is missing");
        }
        return text;
    }

    @Nullable
    String textOrNull(String field) {
        return value(field, String.class, "a string");
    }

    boolean flag(String field, boolean preset) {
        return Objects.requireNonNullElse(value(field, Boolean.class, "true or false"), preset);
    }

    /** Returns the field, or null when it is absent; a field of another type, or an explicit null, is rejected. */
    private <T> @Nullable T value(String field, Class<T> type, String form) {
        if (!fields.containsKey(field)) {
            return null;
        }
        if (!type.isInstance(fields.get(field))) {
            throw rejected(field + " of " + where + " must be " + form);
        }
        return type.cast(fields.get(field));
    }
}
