package com.quiltdata.mcp.catalog;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The URI of an object, as in Quilt's physical keys: {@code s3://bucket/<percent-encoded key>[?versionId=v]}. A printed
 * URI parses to the same object, for every key.
 */
public final class S3Uri {
    static final String SCHEME = "s3://";
    private static final String VERSION = "versionId=";
    private static final Pattern HTTPS =
            Pattern.compile("https://(?:([a-z0-9.-]+)\\.)?s3(?:[.-](?:dualstack\\.)?[a-z0-9-]+)?"
                    + "\\.amazonaws\\.(?:com|com\\.cn|eu)/([^?#]*)(?:\\?([^#]*))?(?:#.*)?");

    private S3Uri() {}

    /**
     * Parses a URI, or an https address of S3. Unencoded spaces, {@code #} and characters outside ASCII are kept in a
     * URI.
     *
     * @throws IllegalArgumentException with one sentence for the author of the text
     */
    public static ObjectLocation parse(String text) {
        return parse(text, PercentEncoding::decode);
    }

    /** Returns the object whose key is the URI's path as it is written; refuses others as {@link NameSyntax} does. */
    public static ObjectLocation parseUndecoded(String text) {
        return text.startsWith(SCHEME) ? parse(text, UnaryOperator.identity()) : parse(text);
    }

    private static ObjectLocation parse(String address, UnaryOperator<String> keyDecoder) {
        NameSyntax.printable(address);
        var text = address.startsWith(SCHEME) ? address : ofHttps(address);
        var rest = text.substring(SCHEME.length());
        var query = rest.indexOf('?');
        var path = query < 0 ? rest : rest.substring(0, query);
        var slash = path.indexOf('/');
        var bucket = NameSyntax.checkedBucket(slash < 0 ? path : path.substring(0, slash));
        var key = slash < 0 ? "" : keyDecoder.apply(path.substring(slash + 1));
        if (key.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no key; send s3://%s/key.".formatted(NameSyntax.quoted(text), bucket));
        }
        return new ObjectLocation(bucket, key, query < 0 ? null : version(rest.substring(query + 1)));
    }

    /** Returns the URI of an https address, virtual-hosted or path-style; S3 decodes a plus sign there as a space. */
    private static String ofHttps(String address) {
        var match = HTTPS.matcher(address);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    address.startsWith("quilt+s3:")
                            ? "%s is not an S3 URI; send the physical_key that package_browse returns, or use object_read."
                                    .formatted(NameSyntax.quoted(address))
                            : "%s is not an S3 URI; send s3://bucket/key, or an address of S3 or of this server's catalog."
                                    .formatted(NameSyntax.quoted(address)));
        }
        var query = match.group(3) == null ? "" : match.group(3);
        var version = Arrays.stream(query.split("&"))
                .filter(it -> it.startsWith(VERSION))
                .findFirst();
        return SCHEME
                + (match.group(1) == null ? "" : match.group(1) + "/")
                + match.group(2).replace("+", "%20")
                + version.map("?"::concat).orElse("");
    }

    /** Returns the object that the URI names, or empty when the text is not an S3 URI. */
    public static Optional<ObjectLocation> find(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the URI of an object. */
    public static String print(ObjectLocation object) {
        var uri = SCHEME + object.bucket() + "/" + PercentEncoding.encodePath(object.key());
        var version = object.versionId();
        return version == null ? uri : uri + "?" + VERSION + PercentEncoding.encode(version);
    }

    private static String version(String query) {
        if (!query.startsWith(VERSION) || query.length() == VERSION.length() || query.contains("&")) {
            throw new IllegalArgumentException(
                    "only versionId=… may follow the \"?\"; write a question mark in the key as %3F.");
        }
        return PercentEncoding.decode(query.substring(VERSION.length()));
    }
}
