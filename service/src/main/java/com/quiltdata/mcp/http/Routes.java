package com.quiltdata.mcp.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The server's paths, without leading or trailing slash, as in Jersey. Every decision about a path is based on its raw
 * form, by which Jersey routes: {@code /%74oken} is another path than {@code /token}.
 */
final class Routes {
    static final String MCP = "mcp";
    private static final Set<String> HEALTH = Set.of("/", "/health", "/healthz");
    private static final Pattern NEAR_MCP = Pattern.compile("/*" + MCP + "(?:[/;].*)?", Pattern.DOTALL);
    private static final String WELL_KNOWN = ".well-known/";

    /** Path of the protected resource metadata (RFC 9728); the resource's own path may follow. */
    static final String DOCUMENT = WELL_KNOWN + "oauth-protected-resource";

    /** Well-known documents about tokens (RFC 9728, RFC 8414, OpenID Connect Discovery); a path may follow. */
    private static final Pattern ABOUT_TOKENS = Pattern.compile(
            Pattern.quote(WELL_KNOWN)
                    + "(?:oauth-protected-resource|oauth-authorization-server|openid-configuration)(?:/.*)?",
            Pattern.DOTALL);

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private Routes() {}

    /** Returns a request's raw path, without its leading slash. */
    static String path(ContainerRequestContext request) {
        return request.getUriInfo().getPath(false);
    }

    /** Returns whether a raw path is a health path. These are open to all, with any Host or Origin. */
    static boolean health(String rawPath) {
        return HEALTH.contains(rawPath);
    }

    /** Returns whether a raw path is at or below the MCP endpoint, where errors are JSON-RPC; extra slashes count. */
    static boolean endpoint(String rawPath) {
        return rawPath.equals(MCP) || NEAR_MCP.matcher(rawPath).matches();
    }

    /** Returns whether a request needs no bearer: reads of well-known documents, existing or not. */
    static boolean open(String method, String rawPath) {
        return rawPath.startsWith(WELL_KNOWN) && READING.contains(method);
    }

    /** Returns whether pages of any origin may read the document, because it is public. */
    static boolean document(String rawPath) {
        return rawPath.startsWith(WELL_KNOWN) && ABOUT_TOKENS.matcher(rawPath).matches();
    }
}
