package com.quiltdata.mcp.catalog;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The https addresses of objects that S3 serves, as people paste them: virtual-hosted or path-style, at regional, legacy,
 * dual-stack, FIPS and transfer acceleration endpoints.
 */
final class S3WebAddress {
    private static final String DOMAIN = "\\.amazonaws\\.(?:com|com\\.cn|eu)";
    private static final Pattern OBJECT = Pattern.compile("https://(?:([a-z0-9.-]+)\\.)?s3(?:-fips|-accelerate)?"
            + "(?:\\.dualstack)?(?:[.-](?:external-1|[a-z]{2,4}(?:-[a-z]+){1,3}-\\d+))?" + DOMAIN
            + "/([^?#]*)(?:\\?([^#]*))?(?:#.*)?");
    private static final Pattern OTHER = Pattern.compile(
            "https?://(?>[^/?#]*?\\bs3-(?:website|accesspoint|object-lambda|outposts|global|control)\\b)[^/?#]*"
                    + DOMAIN + "(?:[/?#].*)?");

    private S3WebAddress() {}

    /**
     * Returns the {@code s3://} URI of an address; S3 decodes a plus sign in an address as a space.
     *
     * @throws IllegalArgumentException with one sentence for the author of the text
     */
    static String toUri(String address) {
        var match = OBJECT.matcher(address);
        if (address.length() > CatalogPageUrl.MAX_LENGTH || !match.matches()) {
            throw new IllegalArgumentException(refusal(address).formatted(NameSyntax.quoted(address)));
        }
        var query = match.group(3) == null ? "" : match.group(3);
        var versions = Arrays.stream(query.split("&"))
                .filter(it -> it.startsWith(S3Uri.VERSION))
                .distinct()
                .toList();
        if (versions.size() > 1) {
            throw new IllegalArgumentException(
                    "%s names two versions; send one versionId.".formatted(NameSyntax.quoted(address)));
        }
        return S3Uri.SCHEME
                + (match.group(1) == null ? "" : match.group(1) + "/")
                + match.group(2).replace("+", "%20")
                + (versions.isEmpty() ? "" : "?" + versions.getFirst());
    }

    /** Returns whether this is an address of S3, also one of no object, such as a website or an access point. */
    static boolean isOfS3(String address) {
        return address.length() <= CatalogPageUrl.MAX_LENGTH
                && (OBJECT.matcher(address).matches() || OTHER.matcher(address).matches());
    }

    private static String refusal(String address) {
        if (address.startsWith(QuiltUri.SCHEME)) {
            return "%s is not an S3 URI; send the physical_key that package_browse returns, or use object_read.";
        } else if (address.length() <= CatalogPageUrl.MAX_LENGTH
                && OTHER.matcher(address).matches()) {
            return "%s is the address of a website or access point of S3, not of an object in a bucket; send s3://bucket/key.";
        }
        return "%s is not an S3 URI; send s3://bucket/key, or an https address of S3 or of this server's catalog.";
    }
}
