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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OAuth 2.0 protected resource metadata (RFC 9728): the authorization servers that the operator configured for this
 * endpoint. Nothing is taken from the request. Registered only if configured.
 */
@Path(Routes.DOCUMENT + "{path: (/.*)?}")
public final class ProtectedResourceMetadata {
    private static final int MAX_AGE_SECONDS = 3600;
    private static final String ENDPOINT = "/" + Routes.MCP;

    /** The documents by what follows the resource's path, in the order in which they were given. */
    private final Map<String, String> documents = new LinkedHashMap<>();

    private final URI resource;

    /**
     * Creates the document; {@code resource} is this endpoint's public URL.
     *
     * @param endings what may follow the URL to name the same endpoint, such as "/": clients compare the resource with
     *     the URL that their user entered, so each such form has its own document
     */
    public ProtectedResourceMetadata(
            String resource, List<String> endings, List<String> authorizationServers, List<String> scopes) {
        this.resource = URI.create(resource);
        documents.put("", json(resource, authorizationServers, scopes));
        endings.forEach(ending -> documents.put(ending, json(resource + ending, authorizationServers, scopes)));
    }

    private static String json(String resource, List<String> authorizationServers, List<String> scopes) {
        var body = JsonNodeFactory.instance.objectNode().put("resource", resource);
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
        var ending = requested.startsWith(ENDPOINT) ? requested.substring(ENDPOINT.length()) : "";
        return resource.getScheme() + "://" + resource.getRawAuthority() + "/" + Routes.DOCUMENT + path()
                + (documents.containsKey(ending) ? ending : "");
    }

    @GET
    public Response get(@PathParam("path") String requestPath) {
        var root = requestPath.isEmpty() || requestPath.equals("/");
        var ending = requestPath.startsWith(path()) ? requestPath.substring(path().length()) : null;
        var json = documents.get(root ? "" : ending);
        if (json == null) {
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
