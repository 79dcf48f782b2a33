package com.quiltdata.mcp.signin;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;

/**
 * The token endpoint (RFC 6749 §3.2) for public clients: checks what a code or a refresh token is bound to, and
 * exchanges Connect's at Connect. Only named parameters are sent there.
 */
@Path(SignIn.TOKEN)
public final class TokenResource {
    private static final String GRANT = "grant_type";
    private static final String CODE = "authorization_code";
    private static final String REFRESH = "refresh_token";

    private final SignInSettings settings;
    private final ResourceMatcher resources;
    private final ClientDirectory clients;
    private final SealedValues sealed;
    private final ConnectClient connect;
    private final StepRunner steps;

    TokenResource(
            SignInSettings settings,
            ClientDirectory clients,
            SealedValues sealed,
            ConnectClient connect,
            StepRunner steps) {
        this.settings = settings;
        this.resources = new ResourceMatcher(settings);
        this.clients = clients;
        this.sealed = sealed;
        this.connect = connect;
        this.steps = steps;
    }

    @POST
    public Response token(@Context ContainerRequestContext request, InputStream body) {
        try {
            var form = Parameters.read(body);
            return steps.run(
                    REFRESH.equals(form.get(GRANT)) ? SignInStep.REFRESH : SignInStep.TOKEN,
                    request,
                    attempt -> TokenResponse.of(() -> token(form, TokenClient.of(form, clients, attempt), attempt)));
        } catch (Parameters.InvalidParametersException e) {
            return steps.run(SignInStep.TOKEN, request, _ -> TokenResponse.invalid(e));
        }
    }

    private Response token(Parameters form, TokenClient client, StepAttempt attempt) {
        var exchange = exchange(form, client);
        attempt.known(client.id(), exchange.get(exchange.containsKey("code") ? "code" : REFRESH));
        var reply = connect.token(exchange);
        return TokenResponse.token(
                reply, exchange.get(REFRESH), token -> SealedRefreshToken.seal(sealed, token, client.id()));
    }

    /** Returns the form for Connect. */
    private Map<String, String> exchange(Parameters form, TokenClient client) {
        var resource = form.get("resource");
        if (resource != null && !resources.isOurs(resource)) {
            throw new TokenRefusedException(
                    "invalid_target", "resource is another server's; send " + settings.mcpUrl() + ".");
        }
        return switch (form.required(GRANT)) {
            case CODE -> code(form, client);
            case REFRESH -> refresh(form, client);
            default ->
                throw new TokenRefusedException(
                        "unsupported_grant_type", "grant_type must be authorization_code or refresh_token.");
        };
    }

    private Map<String, String> refresh(Parameters form, TokenClient client) {
        var refresh = SealedRefreshToken.open(sealed, form.required(REFRESH))
                .filter(it -> it.isFor(client.id()))
                .orElseThrow(() -> new TokenRefusedException(
                        "invalid_grant",
                        "refresh_token is not one that this server issued to this client_id. Start the authorization"
                                + " again."));
        return Map.of(
                GRANT,
                REFRESH,
                REFRESH,
                refresh.token(),
                "client_id",
                client.connectId(),
                "resource",
                settings.connectResource());
    }

    private Map<String, String> code(Parameters form, TokenClient client) {
        var verifier = form.required("code_verifier");
        var redirect = form.required("redirect_uri");
        var code = SealedCode.open(sealed, form.required("code"))
                .filter(it -> it.isFor(client.id(), redirect) && it.verifies(verifier))
                .orElseThrow(() -> new TokenRefusedException(
                        "invalid_grant",
                        "code is older than 60 s, or does not belong to this client_id, redirect_uri and"
                                + " code_verifier. Start the authorization again."));
        return Map.of(
                GRANT,
                CODE,
                "code",
                code.code(),
                "redirect_uri",
                settings.callbackUrl(),
                "client_id",
                client.connectId(),
                "code_verifier",
                verifier,
                "resource",
                settings.connectResource());
    }
}
