package com.quiltdata.mcp.config;

import java.net.URI;
import java.net.URISyntaxException;

/** Check of configured URLs: http or https, with a host, without user, query or fragment. */
final class UrlSyntax {
    private UrlSyntax() {}

    static boolean good(String value) {
        try {
            var uri = new URI(value);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
