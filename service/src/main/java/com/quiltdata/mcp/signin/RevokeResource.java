package com.quiltdata.mcp.signin;

import com.quiltdata.mcp.auth.Caller;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Set;
import java.util.function.Consumer;

/** The revocation endpoint (RFC 7009): revokes a token at Connect, then drops what this process keeps for it. */
@Path(SignIn.REVOKE)
public final class RevokeResource {
    private static final String UNKNOWN =
            "token is not revoked: it was not issued by this server under its present keys."
                    + " Revoke it in Quilt Connect.";
    private static final String REFRESH = "refresh_token";
    private static final Set<String> HINTS = Set.of("access_token", REFRESH);

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
        attempt.counted(client.id());
        var token = form.required("token");
        var hint = form.get("token_type_hint");
        var refresh = SealedRefreshToken.open(sealed, token);
        if (refresh.isPresent() && !refresh.get().isFor(client.id())) {
            throw new TokenRefusedException(
                    "invalid_grant", "token was issued to another client_id. Send it with that one.");
        } else if (refresh.isEmpty() && REFRESH.equals(hint)) {
            // Connect does not know it either, and would say that it is revoked.
            throw new TokenRefusedException("invalid_request", UNKNOWN);
        }
        var request = new HashMap<String, String>();
        request.put("client_id", client.connectId());
        request.put("token", refresh.map(SealedRefreshToken::token).orElse(token));
        if (hint != null && HINTS.contains(hint)) {
            request.put("token_type_hint", hint);
        }
        var reply = connect.revoke(request);
        if (!reply.ok()) {
            return TokenResponse.refusal(reply);
        }
        if (refresh.isEmpty()) {
            revoked.accept(Caller.of(token));
        }
        return TokenResponse.empty();
    }
}
