package com.quiltdata.mcp.signin;

import com.quiltdata.mcp.auth.Caller;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The revocation endpoint (RFC 7009): revokes a token at Connect, then drops what this process keeps for it. A token
 * shows by itself whether it is a refresh token, so the client's {@code token_type_hint} is not needed.
 */
@Path(SignIn.REVOKE)
public final class RevokeResource {
    private static final String UNKNOWN =
            "token is not revoked: it was not issued by this server under its present keys."
                    + " Revoke it in Quilt Connect.";

    private final ClientDirectory clients;
    private final SealedValues sealed;
    private final ConnectClient connect;
    private final StepRunner steps;
    private final Consumer<Caller> revoked;

    /** Creates the endpoint; {@code revoked} is called with each access token that Connect has revoked. */
    RevokeResource(
            ClientDirectory clients,
            SealedValues sealed,
            ConnectClient connect,
            StepRunner steps,
            Consumer<Caller> revoked) {
        this.clients = clients;
        this.sealed = sealed;
        this.connect = connect;
        this.steps = steps;
        this.revoked = revoked;
    }

    @POST
    public Response revoke(@Context ContainerRequestContext request, InputStream body) {
        return steps.run(
                SignInStep.REVOKE, request, attempt -> TokenResponse.of(() -> revoke(Parameters.read(body), attempt)));
    }

    private Response revoke(Parameters form, StepAttempt attempt) {
        var client = TokenClient.of(form, clients, attempt);
        var token = form.required("token");
        var refresh = refreshToken(token, client, attempt);
        var reply = connect.revoke(Map.of(
                "client_id",
                client.connectId(),
                "token",
                refresh.map(SealedRefreshToken::token).orElse(token),
                "token_type_hint",
                refresh.isPresent() ? "refresh_token" : "access_token"));
        if (!reply.ok()) {
            return TokenResponse.refusal(reply);
        }
        if (refresh.isEmpty()) {
            revoked.accept(Caller.of(token));
        }
        return TokenResponse.empty();
    }

    /** Returns the refresh token; empty if the token may be one of Connect's access tokens. */
    private Optional<SealedRefreshToken> refreshToken(String token, TokenClient client, StepAttempt attempt) {
        var refresh = SealedRefreshToken.open(sealed, token);
        if (refresh.isPresent()) {
            if (!refresh.get().isFor(client.id())) {
                throw new TokenRefusedException(
                        "invalid_grant", "token was issued to another client_id. Send it with that one.");
            }
            attempt.known(client.id(), refresh.get().token());
        } else if (SealedValues.hasForm(token)) {
            // Connect does not know it either, and would say that it is revoked.
            throw new TokenRefusedException("invalid_request", UNKNOWN);
        } else {
            attempt.stranger(); // whether it is an access token, only Connect knows
        }
        return refresh;
    }
}
