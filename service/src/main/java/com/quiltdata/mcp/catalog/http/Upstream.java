package com.quiltdata.mcp.catalog.http;

import java.net.URI;

/**
 * An address that this server was configured with.
 *
 * @param noun its name in a sentence: {@code The registry}
 * @param setting the setting that holds its address: {@code QUILT_REGISTRY_URL}
 * @param kind its label in metrics: {@code graphql}, {@code rest}, {@code catalog} or {@code docs}
 * @param operation the operation's label in metrics, one of a closed set
 */
public record Upstream(URI uri, String noun, String setting, String kind, String operation) {
    /** Returns the registry's exchange of a bearer for AWS credentials. */
    public static Upstream credentials(String url) {
        var path = "/api/auth/get_credentials";
        return registry(url, path, "exchange for AWS credentials (" + path + ")", "get_credentials");
    }

    /** Returns the registry's {@code /api/me}. */
    public static Upstream me(String url) {
        return registry(url, "/api/me", "/api/me", "me");
    }

    /** Returns the registry's proxy to Elasticsearch; {@code query} is already encoded. */
    public static Upstream search(String url, String query) {
        return registry(url, "/api/search?" + query, "/api/search", "search");
    }

    /** Returns a path below the catalog; {@code url} may end in a slash. */
    public static Upstream catalog(String url, String path) {
        return new Upstream(below(url, path), "The catalog", "QUILT_CATALOG_URL", "catalog", "config");
    }

    /** Returns the registry's GraphQL endpoint, given in full. */
    public static Upstream graphql(String url) {
        return new Upstream(
                URI.create(url), "The registry", "QUILT_REGISTRY_URL (or QUILT_GRAPHQL_ENDPOINT)", "graphql", "other");
    }

    /** Returns a document of the documentation site. */
    public static Upstream docs(URI document) {
        return new Upstream(document, "The documentation site", "QUILT_MCP_DOCS_URL", "docs", "fetch");
    }

    /** Returns this address with another operation. */
    public Upstream withOperation(String operation) {
        return new Upstream(uri, noun, setting, kind, operation);
    }

    /** Returns whether a caller who requests less data gets a shorter response. */
    boolean isQueried() {
        return kind.equals("graphql") || operation.equals("search");
    }

    private static Upstream registry(String url, String path, String noun, String operation) {
        return new Upstream(below(url, path), "The registry's " + noun, "QUILT_REGISTRY_URL", "rest", operation);
    }

    private static URI below(String url, String path) {
        return URI.create(url.replaceAll("/+$", "") + path);
    }
}
