package com.quiltdata.mcp.catalog.admin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket's configuration in the catalog.
 *
 * @param settings the settings that have a value, by their names in the schema's {@code BucketUpdateInput}
 */
public record BucketConfig(String name, Map<String, Object> settings) {
    public BucketConfig {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    public String title() {
        return String.valueOf(settings.get("title"));
    }
}
