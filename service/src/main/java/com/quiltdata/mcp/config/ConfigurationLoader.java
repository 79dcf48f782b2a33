package com.quiltdata.mcp.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.configuration.ConfigurationFactory;
import jakarta.validation.Validator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the configuration from config.yml, environment variables and system properties; {@code toolsets} are all. */
public record ConfigurationLoader(Function<String, @Nullable String> environment, List<String> toolsets) {
    /** Returns a factory that throws {@link InvalidConfigurationException} with all faults of a configuration. */
    public <T extends McpConfiguration> ConfigurationFactory<T> factory(
            Class<T> type, Validator validator, ObjectMapper mapper, String prefix) {
        return new CheckedConfigurationFactory<>(this, type, validator, mapper, prefix);
    }
}
