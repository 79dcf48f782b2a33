package com.quiltdata.mcp.config;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that an operator may give: http or https, with a host, without user, query or fragment. */
final class Urls {
    private Urls() {}

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
