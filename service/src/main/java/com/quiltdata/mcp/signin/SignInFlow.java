package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An authorization under way. Sealed, it is the consent page's form token, and after consent our {@code state} at
 * Connect; nothing is stored.
 *
 * @param id the flow, which names the browser's cookie
 * @param cookieHash hash of that cookie's value
 * @param clientHash hash of the client's id here
 * @param connectClientId the client's id at Connect
 * @param redirect where the client is sent the code, exactly
 * @param state the client's own state
 * @param challenge the client's PKCE challenge
 */
record SignInFlow(
        String id,
        String cookieHash,
        String clientHash,
        String connectClientId,
        String redirect,
        @Nullable String state,
        String challenge) {
    static SignInFlow of(AuthorizationRequest request, FlowCookies.FlowCookie cookie) {
        return new SignInFlow(
                cookie.flow(),
                cookie.hash(),
                FlowCookies.hash(request.clientId()),
                request.client().connectClientId(),
                request.redirect(),
                request.state(),
                request.challenge());
    }

    String seal(SealedValues sealed, Purpose purpose, Instant expiry) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("cookie", cookieHash)
                .put("client", clientHash)
                .put("connect", connectClientId)
                .put("redirect", redirect)
                .put("state", state)
                .put("challenge", challenge);
        return sealed.seal(purpose, json, expiry);
    }

    /** Opens a sealed flow; empty if it is none of this purpose or has expired. */
    static Optional<SignInFlow> open(SealedValues sealed, Purpose purpose, @Nullable String text) {
        return sealed.open(purpose, text).map(SignInFlow::of);
    }

    private static SignInFlow of(JsonNode json) {
        return new SignInFlow(
                json.path("id").asText(),
                json.path("cookie").asText(),
                json.path("client").asText(),
                json.path("connect").asText(),
                json.path("redirect").asText(),
                json.path("state").textValue(),
                json.path("challenge").asText());
    }
}
