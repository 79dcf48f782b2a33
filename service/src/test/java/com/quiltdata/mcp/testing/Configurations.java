package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.config.ConfigurationLoader;
import com.quiltdata.mcp.config.InvalidConfigurationException;
import com.quiltdata.mcp.config.McpConfiguration;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configurations as the server reads them, without a server. */
public final class Configurations {
    private static final Validator VALIDATOR = Validators.newValidator();
    private static final List<String> TOOLSETS = List.of("buckets", "packages");

    /** The shipped file. */
    public static final String SHIPPED = read(Path.of("../config.yml"));

    private Configurations() {}

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Binds a document with these variables. System properties of other tests' servers do not count. */
    public static McpConfiguration of(String yaml, Map<String, String> environment) {
        return of(yaml, environment, "none");
    }

    /** Binds a document with these variables, and with the system properties that start with {@code prefix}. */
    public static McpConfiguration of(String yaml, Map<String, String> environment, String prefix) {
        try {
            return new ConfigurationLoader(environment::get, TOOLSETS)
                    .factory(McpConfiguration.class, VALIDATOR, Jackson.newObjectMapper(), prefix)
                    .build(_ -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "config.yml");
        } catch (InvalidConfigurationException e) {
            throw new Invalid(e.faults());
        } catch (IOException | ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what is wrong with a document with these variables. */
    public static List<String> faults(String yaml, Map<String, String> environment) {
        return faults(yaml, environment, "none");
    }

    /** Returns what is wrong with a document with these variables and system properties. */
    public static List<String> faults(String yaml, Map<String, String> environment, String prefix) {
        try {
            of(yaml, environment, prefix);
            return List.of();
        } catch (Invalid e) {
            return e.faults;
        }
    }

    private static final class Invalid extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private final transient List<String> faults;

        Invalid(List<String> faults) {
            super(faults.toString());
            this.faults = faults;
        }
    }
}
