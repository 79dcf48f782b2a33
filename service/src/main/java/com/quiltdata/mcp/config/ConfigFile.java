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

/** Reads config.yml with its variables, on the process's environment or another. */
public final class ConfigFile {
    private final Function<String, @Nullable String> environment;

    public ConfigFile(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * Checks a file against the contract without binding it: fast, and before any framework starts.
     *
     * @param toolsets the names of all toolsets
     */
    public void check(Path file, List<String> toolsets) throws Faulty {
        var faults = Contract.faults(new Variables(environment).resolve(parse(file)), toolsets, environment);
        if (!faults.isEmpty()) {
            throw new Faulty(faults);
        }
    }

    private static JsonNode parse(Path file) throws Faulty {
        try {
            var node = new YAMLMapper().readTree(Files.readAllBytes(file));
            if (node.isObject()) {
                return node;
            }
            throw new Faulty(List.of(file + " is not a YAML mapping"));
        } catch (JsonProcessingException e) {
            throw new Faulty(List.of("%s is not YAML near line %d"
                    .formatted(
                            file, e.getLocation() == null ? 1 : e.getLocation().getLineNr())));
        } catch (IOException e) {
            throw new Faulty(List.of(file + " cannot be read"));
        }
    }

    /** Binds a document to the configuration class, its variables replaced first. */
    public <T> ConfigurationFactory<T> factory(Class<T> type, Validator validator, ObjectMapper mapper, String prefix) {
        return new YamlConfigurationFactory<>(type, validator, mapper, prefix) {
            @Override
            protected T build(JsonNode node, String path) throws IOException, ConfigurationException {
                return super.build(new Variables(environment).resolve(node), path);
            }
        };
    }
}
