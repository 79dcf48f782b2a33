package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/**
 * The authorization server metadata (RFC 8414), also at OpenID Connect's path, and both with the resource's path
 * inserted: clients look in all four places.
 */
@Path(AuthorizationServerMetadata.WELL_KNOWN
        + "{document: oauth-authorization-server|openid-configuration}{path: (/.*)?}")
public final class AuthorizationServerMetadata {
    static final String WELL_KNOWN = ".well-known/";
    private static final int MAX_AGE_SECONDS = 3600;

    private final SignInSettings settings;
    private final String json;

    AuthorizationServerMetadata(SignInSettings settings) {
        this.settings = settings;
        json = document(settings).toString();
    }

    private static ObjectNode document(SignInSettings settings) {
        var origin = settings.origin();
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("issuer", origin)
                .put("authorization_endpoint", origin + "/" + SignIn.AUTHORIZE)
                .put("token_endpoint", origin + "/" + SignIn.TOKEN)
                .put("registration_endpoint", origin + "/" + SignIn.REGISTER)
                .put("revocation_endpoint", origin + "/" + SignIn.REVOKE);
        json.putArray("scopes_supported").add(SignInSettings.SCOPE);
        json.putArray("response_types_supported").add("code");
        json.putArray("response_modes_supported").add("query");
        json.putArray("grant_types_supported").add("authorization_code").add("refresh_token");
        json.putArray("code_challenge_methods_supported").add("S256");
        json.putArray("token_endpoint_auth_methods_supported").add("none");
        json.putArray("revocation_endpoint_auth_methods_supported").add("none");
        return json.put("authorization_response_iss_parameter_supported", true)
                .put("client_id_metadata_document_supported", settings.sharedClientId() != null);
    }

    @GET
    public Response get(@PathParam("document") String document, @Context UriInfo uri) {
        // Jersey matches without path parameters, which no path of the endpoint has.
        var path = uri.getPath(false).replaceFirst("^" + WELL_KNOWN + document, "");
        if (!path.isEmpty() && !path.equals("/") && !settings.endpoints().test(path)) {
            throw new NotFoundException();
        }
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + MAX_AGE_SECONDS)
                .build();
    }
}
