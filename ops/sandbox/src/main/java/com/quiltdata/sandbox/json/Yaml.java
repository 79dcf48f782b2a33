package com.quiltdata.sandbox.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads YAML as the plain values of equivalent JSON. */
public final class Yaml {
    private static final YAMLMapper MAPPER = new YAMLMapper();

    private Yaml() {}

    /** Throws {@link IllegalArgumentException} for invalid YAML. */
    public static @Nullable Object read(String yaml) {
        try {
            return MAPPER.readValue(yaml, Object.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }
}
