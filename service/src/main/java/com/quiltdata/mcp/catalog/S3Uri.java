package com.quiltdata.mcp.catalog;

import java.util.Optional;

/**
 * The URI of an object, as Quilt writes physical keys: {@code s3://bucket/<percent-encoded key>[?versionId=v]}. What is
 * printed parses to the same object, whatever its key.
 */
public final class S3Uri {
    static final String SCHEME = "s3://";
    private static final String VERSION = "versionId=";

    private S3Uri() {}

    /**
     * Parses a URI. Raw spaces, other alphabets and {@code #} stand for themselves.
     *
     * @throws IllegalArgumentException with one sentence for the author of the text
     */
    public static ObjectLocation parse(String text) {
        Names.printable(text);
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "%s is not an S3 URI; send s3://bucket/key.".formatted(Names.quoted(text)));
        }
        var rest = text.substring(SCHEME.length());
        var query = rest.indexOf('?');
        var path = query < 0 ? rest : rest.substring(0, query);
        var slash = path.indexOf('/');
        var bucket = Names.checkedBucket(slash < 0 ? path : path.substring(0, slash));
        var key = slash < 0 ? "" : Percent.decode(path.substring(slash + 1));
        if (key.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s names a bucket but no object in it; send s3://%s/key.".formatted(Names.quoted(text), bucket));
        }
        return query < 0
                ? new ObjectLocation(bucket, key, null)
                : new ObjectLocation(bucket, key, version(rest.substring(query + 1)));
    }

    /** The object that the URI names; empty when it is no such URI. */
    public static Optional<ObjectLocation> find(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Prints the URI of an object. */
    public static String print(ObjectLocation object) {
        var uri = SCHEME + object.bucket() + "/" + Percent.encode(object.key(), "/");
        var version = object.versionId();
        return version == null ? uri : uri + "?" + VERSION + Percent.encode(version, "");
    }

    private static String version(String query) {
        if (!query.startsWith(VERSION) || query.length() == VERSION.length() || query.contains("&")) {
            throw new IllegalArgumentException(
                    "after \"?\" only versionId=… may stand; write a question mark in the key as %3F.");
        }
        return Percent.decode(query.substring(VERSION.length()));
    }
}
