package com.quiltdata.sandbox.admin;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.json.Yaml;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the YAML or JSON of a configuration of single sign-on, and refuses what the documented structure excludes. */
final class SsoText {
    private static final Set<String> KEYS = Set.of("version", "mappings", "default_role", "union_roles");
    private static final Set<String> MAPPING_KEYS = Set.of("schema", "roles", "admin");

    private final Set<String> roles = new LinkedHashSet<>();

    private SsoText() {}

    /** Returns the names of the roles in the text. */
    static Set<String> roles(String text) {
        Object read;
        try {
            read = Yaml.read(text);
        } catch (IllegalArgumentException e) {
            throw refused("The configuration is not valid YAML: " + e.getMessage());
        }
        if (!(read instanceof Map<?, ?>)) {
            throw refused("The configuration must be an object");
        }
        var checked = new SsoText();
        checked.check(Json.asObject(read));
        return checked.roles;
    }

    private void check(Map<String, @Nullable Object> config) {
        refuseOthers(config, KEYS, "");
        require("1.0".equals(config.get("version")), "version must be the string \"1.0\"");
        require(config.get("default_role") instanceof String, "default_role must be a string");
        require(
                !config.containsKey("union_roles") || config.get("union_roles") instanceof Boolean,
                "union_roles must be a boolean");
        roles.add(String.valueOf(config.get("default_role")));
        require(config.get("mappings") instanceof List<?>, "mappings must be a list");
        int i = 0;
        for (Map<String, @Nullable Object> mapping : mappings(config)) {
            checkMapping(mapping, "mappings[" + i++ + "]");
        }
    }

    private static List<Map<String, @Nullable Object>> mappings(Map<String, @Nullable Object> config) {
        return config.get("mappings") instanceof List<?> list
                ? list.stream().map(Json::asObject).toList()
                : List.of();
    }

    private void checkMapping(Map<String, @Nullable Object> mapping, String at) {
        Object schema = mapping.get("schema");
        require(
                schema instanceof Map<?, ?> || schema instanceof Boolean,
                at + ".schema must be an object or a boolean");
        require(
                mapping.get("roles") instanceof List<?> list
                        && !list.isEmpty()
                        && list.stream().allMatch(String.class::isInstance),
                at + ".roles must be a list of at least one name");
        Object admin = mapping.get("admin");
        require(admin == null || admin instanceof Boolean, at + ".admin must be a boolean");
        refuseOthers(mapping, MAPPING_KEYS, at + ".");
        if (mapping.get("roles") instanceof List<?> list) {
            list.forEach(role -> roles.add(String.valueOf(role)));
        }
    }

    private static void refuseOthers(Map<String, @Nullable Object> object, Set<String> known, String at) {
        for (String key : object.keySet()) {
            require(known.contains(key), at + key + " is not a known key");
        }
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw refused(message);
        }
    }

    private static OperationRefusedException refused(String message) {
        return OperationRefusedException.input("config", "InvalidSsoConfig", message);
    }
}
