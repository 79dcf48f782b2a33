package com.quiltdata.mcp.catalog.workflows;

import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of a workflow configuration, read field by field; what is not as it must be is rejected. */
record YamlObject(String where, Map<?, ?> fields) {
    static YamlObject of(String where, @Nullable Object value) {
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            return new YamlObject(where, map);
        }
        throw rejected(where + " is no object");
    }

    static Rejected rejected(String why) {
        return new Rejected("workflow", "Workflows config failed validation: " + why + ".");
    }

    /** The same object, if it has no other fields. */
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

    /** The objects in an object that may be absent. */
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
        var value = fields.get(field);
        if (value == null && !fields.containsKey(field)) {
            return null;
        }
        if (value instanceof String text) {
            return text;
        }
        throw rejected(field + " of " + where + " is no text");
    }

    boolean flag(String field, boolean preset) {
        if (!fields.containsKey(field)) {
            return preset;
        }
        if (fields.get(field) instanceof Boolean flag) {
            return flag;
        }
        throw rejected(field + " of " + where + " is neither true nor false");
    }
}
