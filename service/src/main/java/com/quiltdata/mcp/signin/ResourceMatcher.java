package com.quiltdata.mcp.signin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Check of the {@code resource} that clients name (RFC 8707 §2): this server's MCP endpoint, in each spelling that
 * clients are known to use: the URL of one of its paths, with or without a query that it accepts, or only the
 * origin.
 */
record ResourceMatcher(SignInSettings settings) {
    private static final Set<String> ROOT = Set.of("", "/");

    boolean isOurs(String resource) {
        try {
            var uri = new URI(resource);
            return uri.getScheme() != null
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawQuery() == null || settings.queries().test(uri.getRawQuery()))
                    && SignInSettings.origin(uri).equals(SignInSettings.origin(settings.publicOrigin()))
                    && (ROOT.contains(uri.getRawPath()) || settings.endpoints().test(uri.getRawPath()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
