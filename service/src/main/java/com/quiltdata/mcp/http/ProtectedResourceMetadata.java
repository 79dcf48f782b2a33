package com.quiltdata.mcp.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/**
 * The OAuth 2.0 protected resource metadata (RFC 9728): the authorization servers that the operator configured for this
 * endpoint. Each path of the endpoint has a document of its own, because clients compare the resource with the URL that
 * their user entered. Nothing else is taken from the request. Registered only if configured.
 */
@Path(Routes.DOCUMENT + "{path: (/.*)?}")
public final class ProtectedResourceMetadata {
    private static final int MAX_AGE_SECONDS = 3600;
    private static final String ENDPOINT = "/" + Routes.MCP;

    private final URI resource;
    private final EndpointPaths paths;
    private final List<String> authorizationServers;
    private final List<String> scopes;

    /**
     * Creates the documents.
     *
     * @param resource this endpoint's public URL; what follows {@code /mcp} in a path follows it in its resource
     */
    public ProtectedResourceMetadata(
            String resource, EndpointPaths paths, List<String> authorizationServers, List<String> scopes) {
        this.resource = URI.create(resource);
        this.paths = paths;
        this.authorizationServers = List.copyOf(authorizationServers);
        this.scopes = List.copyOf(scopes);
    }

    private String json(String ending) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("resource", ending.isEmpty() ? resource.toString() : origin() + path() + ending);
        authorizationServers.forEach(body.putArray("authorization_servers")::add);
        body.putArray("bearer_methods_supported").add("header");
        if (!scopes.isEmpty()) {
            scopes.forEach(body.putArray("scopes_supported")::add);
        }
        return body.put("resource_name", "Quilt MCP server").toString();
    }

    /**
     * Returns the URL of the document for a request to this raw path: the well-known path between the resource's host and
     * its path (RFC 9728 §3.1).
     */
    String url(String requested) {
        var ending = paths.contains(requested) ? requested.substring(ENDPOINT.length()) : "";
        return origin() + "/" + Routes.DOCUMENT + path() + ending;
    }

    @GET
    public Response get(@Context ContainerRequestContext request) {
        var path = Routes.path(request);
        // Jersey matches without path parameters, which no path of the endpoint has.
        var requested = path.startsWith(Routes.DOCUMENT) ? path.substring(Routes.DOCUMENT.length()) : "/elsewhere";
        var root = requested.isEmpty() || requested.equals("/");
        var ending = requested.startsWith(path()) ? requested.substring(path().length()) : "/elsewhere";
        if (!root && !paths.contains(ENDPOINT + ending)) {
            throw new NotFoundException();
        }
        return Response.ok(json(root ? "" : ending), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + MAX_AGE_SECONDS)
                .build();
    }

    private String origin() {
        return resource.getScheme() + "://" + resource.getRawAuthority();
    }

    private String path() {
        var path = resource.getRawPath() == null ? "" : resource.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
