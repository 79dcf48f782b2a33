package com.quiltdata.mcp.config;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** The host names by which URLs name this machine itself. */
public final class Loopback {
    public static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private Loopback() {}

    /** Returns whether the host of a URI is this machine; false without a host. */
    public static boolean isHostOf(URI uri) {
        return uri.getHost() != null && HOSTS.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }
}
