package com.quiltdata.mcp.catalog;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A catalog's web address: scheme, host and port, without a trailing slash; and the URLs of its pages. */
public record CatalogSite(String base) {
    private static final String HTTPS = "https://";

    /** Parses an http(s) URL, or a host (https) with or without port; refuses others as {@link NameSyntax} does. */
    public static CatalogSite parse(String text) {
        var refusal = "%s is not a catalog; send its host or its http(s) URL, for example https://open.quiltdata.com."
                .formatted(NameSyntax.quoted(text));
        var spelt = text.strip();
        try {
            var uri = URI.create(spelt.contains("://") ? spelt : HTTPS + spelt);
            var scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
            var host = uri.getHost();
            if (host != null && isRoot(uri) && (scheme.equals("https") || scheme.equals("http"))) {
                return new CatalogSite(scheme + "://" + host.toLowerCase(Locale.ROOT) + port(scheme, uri.getPort()));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal, e);
        }
        throw new IllegalArgumentException(refusal);
    }

    private static boolean isRoot(URI uri) {
        var bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        return bare && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
    }

    /** Returns host and port, as in the {@code catalog} part of a Quilt+ URI. */
    public String authority() {
        return base.substring(base.indexOf("://") + 3);
    }

    /** Returns the shortest text that parses to this site: the authority, or the whole URL unless it is https. */
    public String shortName() {
        return base.startsWith(HTTPS) ? authority() : base;
    }

    /** Returns a warning about links to another site than this one, which is this server's; null for this one. */
    public @Nullable String doubt(CatalogSite other) {
        return equals(other)
                ? null
                : "%s is not this server's catalog (%s); nobody checked that it is a Quilt catalog or has this page."
                        .formatted(other.shortName(), shortName());
    }

    /** Returns the URL of a bucket's page. */
    public String bucket(String bucket) {
        return base + "/b/" + bucket;
    }

    /** Returns the URL of an object's page, or of a folder's when the key ends in a slash. */
    public String object(ObjectLocation object) {
        var version = object.versionId();
        return bucket(object.bucket())
                + "/tree/"
                + PercentEncoding.encodePath(object.key())
                + (version == null ? "" : "?version=" + PercentEncoding.encode(version));
    }

    /** Returns the URL of a package's page, or of the file or folder at {@code path} in one of its revisions. */
    public String packageTree(PackageName name, @Nullable String revision, String path) {
        var page = bucket(name.bucket()) + "/packages/" + PercentEncoding.encodePath(name.name());
        var pointer = revision == null ? "latest" : revision;
        return path.isEmpty() && pointer.equals("latest")
                ? page
                : page + "/tree/" + PercentEncoding.encode(pointer) + "/" + PercentEncoding.encodePath(path);
    }

    /** Returns the URL, on the catalog's S3 proxy, at which a browsing session shows one file of its package. */
    public static String browsed(String s3Proxy, String session, String path) {
        return s3Proxy.replaceFirst("/+$", "") + "/browse/" + PercentEncoding.encode(session) + "/"
                + PercentEncoding.encodePath(path);
    }

    private static String port(String scheme, int port) {
        var usual = scheme.equals("https") ? 443 : 80;
        return port < 0 || port == usual ? "" : ":" + port;
    }
}
