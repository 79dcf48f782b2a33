package com.quiltdata.mcp.signin;

import jakarta.ws.rs.WebApplicationException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses and checks authorization requests (RFC 6749 §4.1.1, RFC 7636 §4.3, RFC 8707 §2). A refused request is never
 * redirected: it throws a page that says what is wrong and contains nothing of the request.
 *
 * <p>The OAuth library's parser is not used: it refuses resource URLs with a query, which Claude Code sends, and
 * accepts challenges that no verifier has.
 */
record AuthorizationRequestParser(ClientDirectory clients, RedirectPolicy redirects, ResourceMatcher resources) {
    private static final int BAD_REQUEST = 400;

    /** Visible ASCII (RFC 6749 §A.5), which also keeps its sealed form within an address. */
    private static final Pattern STATE = Pattern.compile("[ -~]{1,1024}");

    /** The base64url SHA-256 of a verifier. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    AuthorizationRequest parse(Parameters parameters, StepAttempt attempt) {
        var clientId = parameters.get("client_id");
        if (clientId == null) {
            throw refusal("The application sent no client_id.");
        }
        var client = clients.find(clientId, attempt)
                .orElseThrow(() -> refusal("This server does not know the application's client_id."));
        var redirect = redirect(client, parameters.get("redirect_uri"));
        check(parameters);
        return new AuthorizationRequest(clientId, client, redirect, parameters.get("state"), challenge(parameters));
    }

    private String redirect(RegisteredClient client, @Nullable String redirect) {
        if (redirect == null || !client.registered(redirect)) {
            throw refusal("The application sent a redirect_uri that it did not register.");
        }
        redirects.refusal(redirect).ifPresent(sentence -> {
            throw refusal(sentence);
        });
        return redirect;
    }

    private void check(Parameters parameters) {
        if (!"code".equals(parameters.get("response_type"))) {
            throw refusal("The application must send response_type=code.");
        }
        var state = parameters.get("state");
        if (state != null && !STATE.matcher(state).matches()) {
            throw refusal("The application's state must have at most 1024 ASCII characters.");
        }
        var resource = parameters.get("resource");
        if (resource != null && !resources.isOurs(resource)) {
            throw refusal("The application asked for another server's resource. It must send this server's MCP URL.");
        }
    }

    private static String challenge(Parameters parameters) {
        var challenge = parameters.get("code_challenge");
        if (challenge == null
                || !CHALLENGE.matcher(challenge).matches()
                || !"S256".equals(parameters.get("code_challenge_method"))) {
            throw refusal("The application must send a PKCE code_challenge with code_challenge_method=S256.");
        }
        return challenge;
    }

    private static WebApplicationException refusal(String sentence) {
        return SignInPage.refusal(BAD_REQUEST, sentence);
    }
}
