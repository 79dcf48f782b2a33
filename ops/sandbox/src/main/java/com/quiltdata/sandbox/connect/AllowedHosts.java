package com.quiltdata.sandbox.connect;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The redirect origins that Connect's operator allows, in the formats of Quilt's {@code ConnectAllowedHosts}: a host
 * ({@code claude.ai}) or a {@code .suffix} of hosts, both https only, {@code scheme://} of desktop applications, and
 * {@code localhost} for loopback http on any port.
 */
record AllowedHosts(List<String> entries) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
    private static final Set<String> NETWORK_SCHEMES = Set.of("http", "https", "ws", "wss", "ftp");

    boolean allows(String redirect) {
        URI uri;
        try {
            uri = URI.create(redirect);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return uri.getScheme() != null
                && uri.getRawFragment() == null
                && uri.getRawUserInfo() == null
                && entries.stream().map(AllowedHosts::normalized).anyMatch(entry -> matches(entry, uri));
    }

    private static boolean matches(String entry, URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = normalized(Objects.requireNonNullElse(uri.getHost(), ""));
        if (entry.endsWith("://")) {
            return entry.equals(scheme + "://") && !NETWORK_SCHEMES.contains(scheme);
        }
        if (LOOPBACK.contains(entry)) {
            return "http".equals(scheme) && LOOPBACK.contains(host);
        }
        return "https".equals(scheme)
                && (uri.getPort() < 0 || uri.getPort() == 443)
                && (entry.startsWith(".") ? host.endsWith(entry) : host.equals(entry));
    }

    /** Case and trailing dots are ignored. */
    private static String normalized(String host) {
        return host.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.+$", "");
    }
}
