package com.quiltdata.mcp.http;

import com.quiltdata.mcp.config.Loopback;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Host names of this server, and origins of the web pages that may call it (MCP: transports, security: Origin must be
 * validated against DNS rebinding).
 *
 * @param hosts allowed host names of the {@code Host} header, without port; empty means any
 * @param origins scheme, host and port of allowed pages, lower case
 * @param loopback whether pages served from this machine are allowed too
 */
public record Origins(Set<String> hosts, Set<String> origins, boolean loopback) {
    public Origins {
        hosts = lower(hosts);
        origins = lower(origins);
    }

    /** Creates the allowed hosts and origins: only loopback names if bound to loopback without configured hosts. */
    public static Origins of(Set<String> hosts, Set<String> origins, boolean loopback) {
        return new Origins(hosts.isEmpty() && loopback ? Loopback.HOSTS : hosts, origins, loopback);
    }

    boolean host(@Nullable String header) {
        return hosts.isEmpty() || (header != null && hosts.contains(name(header)));
    }

    boolean origin(String header) {
        var origin = header.toLowerCase(Locale.ROOT);
        return origins.contains(origin) || (loopback && fromLoopback(origin));
    }

    private static boolean fromLoopback(String origin) {
        try {
            return Loopback.isHostOf(URI.create(origin));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the host without its port; an IPv6 address keeps its brackets. */
    private static String name(String header) {
        var end = header.startsWith("[") ? header.indexOf(']') + 1 : header.indexOf(':');
        return (end > 0 ? header.substring(0, end) : header).toLowerCase(Locale.ROOT);
    }

    private static Set<String> lower(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}
