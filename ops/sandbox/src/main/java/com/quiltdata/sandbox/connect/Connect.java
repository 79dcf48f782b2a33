package com.quiltdata.sandbox.connect;

import com.quiltdata.sandbox.control.ConnectSettings;
import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.people.BearerTokens;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Reply;
import java.util.List;
import java.util.function.Supplier;

/** Connect's paths on its own origin, which is also its issuer; without allowed hosts all are 404. */
public final class Connect {
    private final ClientRegistry clients = new ClientRegistry();
    private final SigningKey key = new SigningKey();
    private final AuthorizeEndpoint authorize;
    private final TokenEndpoint tokens;
    private final Settings settings;
    private final Supplier<String> url;

    public Connect(BearerTokens bearers, Settings settings, Supplier<String> url) {
        var grants = new Grants(bearers);
        this.authorize = new AuthorizeEndpoint(clients, grants, new Consents(), bearers);
        this.tokens = new TokenEndpoint(clients, grants, bearers, key);
        this.settings = settings;
        this.url = url;
    }

    public Reply respond(Call call) {
        ConnectSettings current = settings.values().connect();
        if (current.allowedHosts().isEmpty()) {
            return Reply.error(404, "Not Found");
        }
        var resource = new PlatformResource(url.get());
        try {
            return switch (call.method() + " " + call.path()) {
                case "GET /.well-known/oauth-authorization-server", "GET /.well-known/openid-configuration" ->
                    metadata(current);
                case "GET /auth/.well-known/jwks.json" -> Reply.json(200, key.jwks());
                case "POST /auth/register" ->
                    clients.register(call.content().body(), new AllowedHosts(current.allowedHosts()));
                case "GET /connect/authorize", "POST /connect/authorize" -> authorize.respond(call, resource, current);
                case "POST /auth/token" -> tokens.issue(Parameters.form(call), resource, current);
                case "POST /auth/revoke" -> tokens.revoke(Parameters.form(call));
                default -> Reply.error(404, "Not Found");
            };
        } catch (OAuthException e) {
            return e.reply();
        }
    }

    /** Returns the metadata document of RFC 8414. */
    private Reply metadata(ConnectSettings current) {
        String issuer = url.get();
        String origin = current.endpointsOrigin().isEmpty() ? issuer : current.endpointsOrigin();
        return Reply.json(
                200,
                Json.of(
                        "issuer",
                        issuer,
                        "authorization_endpoint",
                        origin + "/connect/authorize",
                        "token_endpoint",
                        origin + "/auth/token",
                        "registration_endpoint",
                        origin + "/auth/register",
                        "revocation_endpoint",
                        origin + "/auth/revoke",
                        "jwks_uri",
                        origin + "/auth/.well-known/jwks.json",
                        "scopes_supported",
                        List.of(PlatformResource.SCOPE),
                        "response_types_supported",
                        List.of("code"),
                        "grant_types_supported",
                        List.of("authorization_code", "refresh_token"),
                        "token_endpoint_auth_methods_supported",
                        List.of("none"),
                        "code_challenge_methods_supported",
                        List.of("S256"),
                        "authorization_response_iss_parameter_supported",
                        current.iss() != ConnectSettings.Iss.ABSENT));
    }
}
