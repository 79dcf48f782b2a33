package com.quiltdata.sandbox.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the rest of the sandbox sees it: who asks under which token's name, and never the token itself. The body
 * is empty on the S3 plane, where it is streamed.
 */
public record Call(
        Plane plane,
        String method,
        String path,
        @Nullable String query,
        Map<String, String> headers,
        Who who,
        Asked asked) {
    /** The token's and the user's names, where known. */
    public record Who(@Nullable String token, @Nullable String user, boolean authorized) {}

    /** The body, and the GraphQL operation it names. */
    public record Asked(String body, @Nullable String operationName) {}

    /** The same without its body, for whoever keeps it. */
    public Call bodiless() {
        return new Call(plane, method, path, query, headers, who, new Asked("", asked.operationName()));
    }
}
