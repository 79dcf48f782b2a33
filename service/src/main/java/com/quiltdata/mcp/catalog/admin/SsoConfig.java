package com.quiltdata.mcp.catalog.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stored configuration of single sign-on, which maps claims of ID tokens to roles.
 *
 * @param text YAML or JSON, as it was uploaded
 * @param uploader null if the registry does not name one
 */
public record SsoConfig(
        String text, Instant timestamp, @Nullable Uploader uploader) {
    /** The administrator who uploaded a configuration. */
    public record Uploader(String name, String email) {}
}
