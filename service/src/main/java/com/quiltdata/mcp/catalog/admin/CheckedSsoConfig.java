package com.quiltdata.mcp.catalog.admin;

import java.util.List;

/** A valid configuration of single sign-on as text, with what its author may not have meant. */
public record CheckedSsoConfig(String text, List<String> warnings) {
    public CheckedSsoConfig {
        warnings = List.copyOf(warnings);
    }
}
