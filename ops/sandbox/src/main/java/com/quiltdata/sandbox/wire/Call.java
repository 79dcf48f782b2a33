package com.quiltdata.sandbox.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the rest of the sandbox sees it, with the user and the token's name but never the token itself. The body
 * is empty on the S3 plane, where it is streamed.
 */
public record Call(
        Plane plane,
        String method,
        String path,
        @Nullable String query,
        Map<String, String> headers,
        Who who,
        Content content) {
    /** The names of the token and the user, if known. */
    public record Who(@Nullable String token, @Nullable String user, boolean authorized) {}

    /** The body, and the operation of GraphQL or AWS that it or a header names. */
    public record Content(String body, @Nullable String operationName) {}

    /** Returns this call without its body, for storage. */
    public Call withoutBody() {
        return new Call(plane, method, path, query, headers, who, new Content("", content.operationName()));
    }
}
