package com.quiltdata.mcp.catalog.sso;

import com.quiltdata.mcp.json.WellFormedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of checking a configuration.
 *
 * @param faults what the registry would reject, each with its path
 * @param warnings what is valid but gives roles to more users than its author may have meant, or to fewer
 */
record SsoConfigCheck(List<String> faults, List<String> warnings) {
    private static final Set<String> KEYS = Set.of("version", "mappings", "default_role", "union_roles");
    private static final Set<String> MAPPING_KEYS = Set.of("schema", "roles", "admin");

    static SsoConfigCheck of(@Nullable Object document) {
        var check = new SsoConfigCheck(new ArrayList<>(), new ArrayList<>());
        if (document instanceof Map<?, ?> config) {
            check.document(config);
        } else {
            check.faults.add("it must be an object with version, default_role and mappings");
        }
        return check;
    }

    private void document(Map<?, ?> config) {
        for (var key : config.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                faults.add("%s is unknown; known are version, default_role, mappings and union_roles"
                        .formatted(WellFormedText.shown(String.valueOf(key))));
            }
        }
        if (!"1.0".equals(config.get("version"))) {
            faults.add("version must be the text \"1.0\", in quotes");
        }
        if (!isName(config.get("default_role"))) {
            faults.add("default_role must be the name of a role");
        }
        if (config.containsKey("union_roles") && !(config.get("union_roles") instanceof Boolean)) {
            faults.add("union_roles must be true or false");
        }
        if (config.get("mappings") instanceof List<?> mappings) {
            for (int i = 0; i < mappings.size(); i++) {
                mapping("mappings[%d]".formatted(i), mappings.get(i));
            }
        } else {
            faults.add("mappings must be a list");
        }
    }

    private void mapping(String path, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> mapping)) {
            faults.add(path + " must be an object with schema and roles");
            return;
        }
        if (!(mapping.get("roles") instanceof List<?> roles
                && !roles.isEmpty()
                && roles.stream().allMatch(SsoConfigCheck::isName))) {
            faults.add(path + ".roles must be a list of at least one name of a role");
        }
        if (mapping.get("admin") != null && !(mapping.get("admin") instanceof Boolean)) {
            faults.add(path + ".admin must be true or false");
        }
        for (var key : mapping.keySet()) {
            if (!MAPPING_KEYS.contains(String.valueOf(key))) {
                warnings.add("%s.%s has no effect; known are schema, roles and admin."
                        .formatted(path, WellFormedText.shown(String.valueOf(key))));
            }
        }
        schema(path + ".schema", mapping.get("schema"));
    }

    private void schema(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> schema) {
            var required = schema.get("required") instanceof List<?> names ? names : List.of();
            if (schema.isEmpty()) {
                warnings.add(path + " is empty, so it matches every user.");
            } else if (schema.get("properties") instanceof Map<?, ?> properties) {
                properties.keySet().stream()
                        .filter(claim -> required.stream().noneMatch(name -> Objects.equals(name, claim)))
                        .map(claim -> "%s does not list %s in `required`, so it also matches users without that claim."
                                .formatted(path, WellFormedText.shown(String.valueOf(claim))))
                        .forEach(warnings::add);
            }
        } else if (value instanceof Boolean every) {
            warnings.add(path + (every ? " matches every user." : " matches nobody."));
        } else {
            faults.add(path + " must be a JSON Schema: an object, true or false");
        }
    }

    private static boolean isName(@Nullable Object value) {
        return value instanceof String name && !name.isBlank();
    }
}
