package com.quiltdata.mcp.http;

import java.util.Set;

/** The paths of the server, without leading or trailing slash as Jersey gives them. */
final class Routes {
    static final String MCP = "mcp";
    private static final Set<String> HEALTH = Set.of("", "health", "healthz");
    private static final String WELL_KNOWN = ".well-known/";

    /** The protected resource metadata (RFC 9728); the resource's own path may follow. */
    static final String DOCUMENT = WELL_KNOWN + "oauth-protected-resource";

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private Routes() {}

    /** The health paths: open to all, whatever Host or Origin they are asked with. */
    static boolean health(String path) {
        return HEALTH.contains(path);
    }

    /** What is answered without a bearer: health, and the reading of well-known documents, be there one or not. */
    static boolean open(String method, String path) {
        return health(path) || (path.startsWith(WELL_KNOWN) && READING.contains(method));
    }

    /** The documents that pages of any origin may read, because they say nothing but what is public. */
    static boolean document(String path) {
        return path.equals(DOCUMENT) || path.startsWith(DOCUMENT + "/");
    }
}
