package com.quiltdata.mcp.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.YamlConfigurationFactory;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads config.yml and replaces its environment variables. */
public record ConfigurationLoader(Function<String, @Nullable String> environment) {
    /** Validates a file without binding it, before any framework starts; {@code toolsets} are the names of all. */
    public void check(Path file, List<String> toolsets) throws InvalidConfigurationException {
        var faults = ConfigurationValidator.faults(
                new VariableResolver(environment).resolve(parse(file)), toolsets, environment);
        if (!faults.isEmpty()) {
            throw new InvalidConfigurationException(faults);
        }
    }

    private static JsonNode parse(Path file) throws InvalidConfigurationException {
        try {
            var node = new YAMLMapper().readTree(Files.readAllBytes(file));
            if (node.isObject()) {
                return node;
            }
            throw new InvalidConfigurationException(List.of(file + " must be a YAML mapping"));
        } catch (JsonProcessingException e) {
            throw new InvalidConfigurationException(List.of("%s is not valid YAML near line %d"
                    .formatted(
                            file, e.getLocation() == null ? 1 : e.getLocation().getLineNr())));
        } catch (IOException e) {
            throw new InvalidConfigurationException(List.of(file + " cannot be read"));
        }
    }

    /** Returns a factory that replaces the variables of a document and binds it to the configuration class. */
    public <T> ConfigurationFactory<T> factory(Class<T> type, Validator validator, ObjectMapper mapper, String prefix) {
        return new YamlConfigurationFactory<>(type, validator, mapper, prefix) {
            @Override
            protected T build(JsonNode node, String path) throws IOException, ConfigurationException {
                return super.build(new VariableResolver(environment).resolve(node), path);
            }
        };
    }
}
