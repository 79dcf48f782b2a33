package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.catalog.Failure;

/** Checks configurations of single sign-on before they are sent. */
@FunctionalInterface
public interface SsoConfigParser {
    /**
     * Returns a configuration as text: a text unchanged, an object as JSON.
     *
     * @param config an object, or YAML or JSON text
     * @throws Failure.Invalid that names every fault by its path
     */
    CheckedSsoConfig parse(Object config);
}
