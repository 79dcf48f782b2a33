package com.quiltdata.mcp;

import java.security.Security;

/** How long the JVM remembers the addresses of host names: 5 s, as AWS recommends, and failures for 1 s. */
final class NameCache {
    private NameCache() {}

    /** Takes effect only before the first name is resolved. An operator's own positive setting is kept. */
    static void configure() {
        if (Security.getProperty("networkaddress.cache.ttl") == null) {
            Security.setProperty("networkaddress.cache.ttl", "5");
        }
        // The JDK's file sets 10 s, so an operator's value cannot be distinguished from it.
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }
}
