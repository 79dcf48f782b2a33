package com.quiltdata.mcp.catalog.athena;

import java.util.Map;

/** Workgroups as Athena describes them. */
final class Workgroups {
    private Workgroups() {}

    static Map<String, Object> get(String name) {
        return get(name, Map.of("ResultConfiguration", Map.of("OutputLocation", "s3://results/" + name + "/")));
    }

    static Map<String, Object> get(String name, Map<String, Object> configuration) {
        return Map.of("WorkGroup", Map.of("Name", name, "State", "ENABLED", "Configuration", configuration));
    }
}
