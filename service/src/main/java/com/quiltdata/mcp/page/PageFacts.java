package com.quiltdata.mcp.page;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a deployment that the page shows. None comes from a request.
 *
 * @param endpoint URL of the MCP endpoint as clients reach it; null if the operator has not set it
 * @param catalog URL of the catalog, without a slash at the end
 */
public record PageFacts(@Nullable String endpoint, URI catalog, Access access, String version) {
    /** Placeholder for an endpoint that is not known. */
    static final String PLACEHOLDER = "https://YOUR-SERVER/mcp";

    /** How users of a client identify themselves. */
    public enum Access {
        /** With a token only. */
        TOKEN,
        /** By signing in at Quilt Connect, or with a token. */
        SIGN_IN,
        /** By signing in at the operator's authorization servers, or with a token. */
        BROKER
    }

    String url() {
        return Objects.requireNonNullElse(endpoint, PLACEHOLDER);
    }
}
