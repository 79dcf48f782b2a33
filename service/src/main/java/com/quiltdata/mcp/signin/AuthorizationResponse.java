package com.quiltdata.mcp.signin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of authorization responses (RFC 6749 §4.1.2). Each names this server as the issuer, errors too (RFC 9207
 * §2): clients of several authorization servers know by it whose response it is.
 */
record AuthorizationResponse(String issuer) {
    static final String ACCESS_DENIED = "access_denied";
    static final String SERVER_ERROR = "server_error";
    static final String UNAVAILABLE = "temporarily_unavailable";

    /** The error codes of RFC 6749 §4.1.2.1 that a client may learn from Connect's refusal. */
    private static final Set<String> ERRORS =
            Set.of(ACCESS_DENIED, SERVER_ERROR, UNAVAILABLE, "invalid_scope", "unauthorized_client");

    /** Returns the client's redirect URI with a code. */
    String code(SignInFlow flow, String code) {
        return uri(flow, "code", code);
    }

    /** Returns the client's redirect URI with an error, which is {@code server_error} unless the client may learn it. */
    String error(SignInFlow flow, String error) {
        return uri(flow, "error", ERRORS.contains(error) ? error : SERVER_ERROR);
    }

    private String uri(SignInFlow flow, String name, String value) {
        var parameters = new LinkedHashMap<String, @Nullable String>();
        parameters.put(name, value);
        parameters.put("state", flow.state());
        parameters.put("iss", issuer);
        return append(flow.redirect(), parameters);
    }

    /** Returns a URI without fragment with these parameters appended to its query; null ones are left out. */
    static String append(String uri, Map<String, @Nullable String> parameters) {
        var separator = !uri.contains("?") ? "?" : uri.endsWith("?") || uri.endsWith("&") ? "" : "&";
        return uri + separator + Parameters.encode(parameters);
    }
}
