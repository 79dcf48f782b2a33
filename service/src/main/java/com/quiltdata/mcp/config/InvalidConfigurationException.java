package com.quiltdata.mcp.config;

import io.dropwizard.configuration.ConfigurationException;
import java.util.List;

/** Thrown for an invalid configuration; each fault is one sentence for the operator. */
public final class InvalidConfigurationException extends ConfigurationException {
    private static final long serialVersionUID = 1;

    private final transient List<String> faults;

    /** Creates it for the faults of a configuration, named by {@code path}. */
    public InvalidConfigurationException(String path, List<String> faults) {
        super(path, faults);
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
