package com.quiltdata.mcp.signin;

import org.jspecify.annotations.Nullable;

/**
 * A client's authorization request (RFC 6749 §4.1.1) after all checks.
 *
 * @param state the client's own, sent back as it came
 * @param challenge the PKCE challenge of method S256
 */
record AuthorizationRequest(
        String clientId,
        RegisteredClient client,
        String redirect,
        @Nullable String state,
        String challenge) {}
