package com.quiltdata.mcp.config;

import java.util.List;

/** Thrown for an invalid configuration; each fault is one sentence for the operator. */
public final class InvalidConfigurationException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> faults;

    InvalidConfigurationException(List<String> faults) {
        super("Invalid configuration: " + String.join("; ", faults), null, false, false);
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
