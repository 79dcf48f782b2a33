package com.quiltdata.mcp.signin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Check of the {@code resource} that clients name (RFC 8707 §2): this server's MCP endpoint, in each spelling that
 * clients are known to use: its URL with a query or a trailing slash, or only the origin.
 */
record ResourceMatcher(URI publicOrigin) {
    private static final Set<String> PATHS = Set.of("", "/", "/mcp", "/mcp/");

    boolean isOurs(String resource) {
        try {
            var uri = new URI(resource);
            return uri.getScheme() != null
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && SignInSettings.origin(uri).equals(SignInSettings.origin(publicOrigin))
                    && PATHS.contains(uri.getRawPath());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
