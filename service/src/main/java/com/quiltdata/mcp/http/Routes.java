package com.quiltdata.mcp.http;

import java.util.Set;
import java.util.regex.Pattern;

/** The paths of the server, without leading or trailing slash as Jersey gives them. */
final class Routes {
    static final String MCP = "mcp";
    private static final Set<String> HEALTH = Set.of("/", "/health", "/healthz");
    private static final Pattern NEAR_MCP = Pattern.compile("/*" + MCP + "(?:[/;].*)?", Pattern.DOTALL);
    private static final String WELL_KNOWN = ".well-known/";

    /** The protected resource metadata (RFC 9728); the resource's own path may follow. */
    static final String DOCUMENT = WELL_KNOWN + "oauth-protected-resource";

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private Routes() {}

    /** The health paths, as sent: open to all, whatever Host or Origin they are asked with. */
    static boolean health(String rawPath) {
        return HEALTH.contains(rawPath);
    }

    /** The endpoint's path, with whatever slashes, and paths below it: where errors are JSON-RPC errors. */
    static boolean endpoint(String rawPath) {
        return NEAR_MCP.matcher(rawPath).matches();
    }

    /** What is answered without a bearer: the reading of well-known documents, be there one or not. */
    static boolean open(String method, String path) {
        return path.startsWith(WELL_KNOWN) && READING.contains(method);
    }

    /** The documents that pages of any origin may read, because they say nothing but what is public. */
    static boolean document(String path) {
        return path.equals(DOCUMENT) || path.startsWith(DOCUMENT + "/");
    }
}
