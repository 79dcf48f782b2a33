package com.quiltdata.mcp.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is measured. */
public record TelemetrySection(
        @Nullable String enabled, @Nullable String level) {
    public boolean on() {
        return enabled == null || Contract.isTrue(enabled);
    }

    /** How much is measured; {@code off} for nothing. */
    public String depth() {
        return on() ? Objects.requireNonNullElse(level, "standard") : "off";
    }
}
