package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Connect's authorization code and what it is bound to. Sealed, it is the code that the client receives.
 *
 * @param code Connect's code
 * @param clientHash hash of the client's id here
 * @param redirect the redirect URI of the authorization request
 * @param challenge the PKCE challenge of the authorization request
 */
record SealedCode(String code, String clientHash, String redirect, String challenge) {
    /** RFC 7636 §4.1. */
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    static SealedCode of(SignInFlow flow, String code) {
        return new SealedCode(code, flow.clientHash(), flow.redirect(), flow.challenge());
    }

    String seal(SealedValues sealed, Instant expiry) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("client", clientHash)
                .put("redirect", redirect)
                .put("challenge", challenge);
        return sealed.seal(Purpose.CODE, json, expiry);
    }

    /** Opens a code; empty if it is none or has expired. */
    static Optional<SealedCode> open(SealedValues sealed, @Nullable String text) {
        return sealed.open(Purpose.CODE, text).map(SealedCode::of);
    }

    private static SealedCode of(JsonNode json) {
        return new SealedCode(
                json.path("code").asText(),
                json.path("client").asText(),
                json.path("redirect").asText(),
                json.path("challenge").asText());
    }

    /** Returns whether the code was issued to this client, with this redirect URI. */
    boolean isFor(String clientId, String redirectUri) {
        return FlowCookies.isHash(clientHash, clientId) && redirect.equals(redirectUri);
    }

    /** Returns whether the challenge was made of this verifier by S256 (RFC 7636 §4.6). */
    boolean verifies(String verifier) {
        return VERIFIER.matcher(verifier).matches() && FlowCookies.isHash(challenge, verifier);
    }

    @Override
    public String toString() {
        return "SealedCode"; // has a code
    }
}
