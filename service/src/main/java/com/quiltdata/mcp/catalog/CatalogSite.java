package com.quiltdata.mcp.catalog;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A catalog as a browser sees it, and the addresses of what it shows.
 *
 * @param base scheme, host and port, without a slash at the end
 */
public record CatalogSite(String base) {
    private static final String HTTPS = "https://";

    /**
     * Parses a host, with or without port, or an http(s) URL; a bare host is taken to speak https.
     *
     * @throws IllegalArgumentException with one sentence for the author of the text
     */
    public static CatalogSite parse(String text) {
        var refusal = "%s is not a catalog; send its host or its http(s) URL, like https://open.quiltdata.com."
                .formatted(Names.quoted(text));
        var spelt = text.strip();
        try {
            var uri = URI.create(spelt.contains("://") ? spelt : HTTPS + spelt);
            var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            var host = uri.getHost();
            var bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            var root = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
            if (host != null && bare && root && (scheme.equals("https") || scheme.equals("http"))) {
                return new CatalogSite(scheme + "://" + host.toLowerCase(Locale.ROOT) + port(scheme, uri.getPort()));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal, e);
        }
        throw new IllegalArgumentException(refusal);
    }

    /** Host and port, as a Quilt+ URI names the catalog. */
    public String authority() {
        return base.substring(base.indexOf("://") + 3);
    }

    /** The shortest text that parses to this site: the authority, or the whole URL where it is not https. */
    public String shortName() {
        return base.startsWith(HTTPS) ? authority() : base;
    }

    /** The page of a bucket. */
    public String bucket(String bucket) {
        return base + "/b/" + bucket;
    }

    /** The page of an object, or of a folder when the key ends in a slash. */
    public String object(ObjectLocation object) {
        var version = object.versionId();
        return bucket(object.bucket())
                + "/tree/"
                + Percent.encode(object.key(), "/")
                + (version == null ? "" : "?version=" + Percent.encode(version, ""));
    }

    /** The page of a package, or of what stands at {@code path} in one of its revisions. */
    public String packageTree(PackageName name, @Nullable String revision, String path) {
        var page = bucket(name.bucket()) + "/packages/" + Percent.encode(name.name(), "/");
        var pointer = revision == null ? "latest" : revision;
        return path.isEmpty() && pointer.equals("latest")
                ? page
                : page + "/tree/" + Percent.encode(pointer, "") + "/" + Percent.encode(path, "/");
    }

    /** Where a browsing session shows a file of its package: on the catalog's S3 proxy. */
    public static String browsed(String s3Proxy, String session, String path) {
        return s3Proxy.replaceFirst("/+$", "") + "/browse/" + Percent.encode(session, "") + "/"
                + Percent.encode(path, "/");
    }

    private static String port(String scheme, int port) {
        var usual = scheme.equals("https") ? 443 : 80;
        return port < 0 || port == usual ? "" : ":" + port;
    }
}
