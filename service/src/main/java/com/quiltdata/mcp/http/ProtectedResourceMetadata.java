package com.quiltdata.mcp.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/**
 * The OAuth 2.0 protected resource metadata (RFC 9728): the authorization servers that the operator configured for this
 * endpoint. Nothing is taken from the request. Registered only if configured.
 */
@Path(Routes.DOCUMENT + "{path: (/.*)?}")
public final class ProtectedResourceMetadata {
    private static final int MAX_AGE_SECONDS = 3600;

    private final URI resource;
    private final String json;

    /** Creates the document; {@code resource} is this endpoint's public URL. */
    public ProtectedResourceMetadata(String resource, List<String> authorizationServers, List<String> scopes) {
        this.resource = URI.create(resource);
        var body = JsonNodeFactory.instance.objectNode().put("resource", resource);
        authorizationServers.forEach(body.putArray("authorization_servers")::add);
        body.putArray("bearer_methods_supported").add("header");
        if (!scopes.isEmpty()) {
            scopes.forEach(body.putArray("scopes_supported")::add);
        }
        json = body.put("resource_name", "Quilt MCP server").toString();
    }

    /** Returns the document's URL: the well-known path between the resource's host and its path (RFC 9728 §3.1). */
    String url() {
        return resource.getScheme() + "://" + resource.getRawAuthority() + "/" + Routes.DOCUMENT + path();
    }

    @GET
    public Response get(@PathParam("path") String requestPath) {
        if (!requestPath.isEmpty() && !requestPath.equals("/") && !requestPath.equals(path())) {
            throw new NotFoundException();
        }
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + MAX_AGE_SECONDS)
                .build();
    }

    private String path() {
        var path = resource.getRawPath() == null ? "" : resource.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
