package com.quiltdata.mcp.http;

import java.util.Set;

/** The paths of the server, without leading or trailing slash as Jersey gives them. */
final class Routes {
    static final String MCP = "mcp";
    private static final Set<String> HEALTH = Set.of("", "health", "healthz");
    private static final String WELL_KNOWN = ".well-known/";

    private Routes() {}

    /** The health paths: open to all, whatever Host or Origin they are asked with. */
    static boolean health(String path) {
        return HEALTH.contains(path);
    }

    /** What is answered without a bearer: health and well-known documents. */
    static boolean open(String path) {
        return health(path) || path.startsWith(WELL_KNOWN);
    }
}
