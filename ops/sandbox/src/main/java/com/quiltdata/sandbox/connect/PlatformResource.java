package com.quiltdata.sandbox.connect;

import java.util.List;

/** The only resource that tokens are issued for: {@code <connect>/mcp/platform}. */
record PlatformResource(String connectUrl) {
    static final String SCOPE = "platform";

    /** Returns the canonical form, which is the audience of every token. */
    String canonical() {
        return connectUrl + "/mcp/platform";
    }

    /** Refuses other resources than this one; a trailing {@code /mcp} is ignored. */
    void check(List<String> requested) {
        if (requested.size() > 1
                || !requested.stream()
                        .map(resource -> resource.replaceFirst("/mcp$", ""))
                        .allMatch(canonical()::equals)) {
            throw new OAuthException("invalid_resource", "The only resource is " + canonical() + ".");
        }
    }
}
