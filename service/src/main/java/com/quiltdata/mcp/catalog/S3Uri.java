package com.quiltdata.mcp.catalog;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The URI of an object, as in Quilt's physical keys: {@code s3://bucket/<percent-encoded key>[?versionId=v]}. A printed
 * URI parses to the same object, for every key.
 */
public final class S3Uri {
    static final String SCHEME = "s3://";
    static final String VERSION = "versionId=";

    private S3Uri() {}

    /**
     * Parses a URI. Unencoded spaces, {@code #} and characters outside ASCII are kept.
     *
     * @throws IllegalArgumentException with one sentence for the author of the text
     */
    public static ObjectLocation parse(String text) {
        return parse(text, PercentEncoding::decode);
    }

    /** Parses a URI or an https address of S3 that a user pasted; refuses others as {@link #parse(String)} does. */
    public static ObjectLocation parsePasted(String text) {
        return parse(ofPasted(text), PercentEncoding::decode);
    }

    /**
     * Returns the object whose key is the path of a pasted URI as it is written; the path of an https address is
     * decoded.
     */
    public static ObjectLocation parsePastedUndecoded(String text) {
        return text.startsWith(SCHEME) ? parse(text, UnaryOperator.identity()) : parsePasted(text);
    }

    private static String ofPasted(String text) {
        NameSyntax.printable(text);
        return text.startsWith(SCHEME) ? text : S3WebAddress.toUri(text);
    }

    private static ObjectLocation parse(String text, UnaryOperator<String> keyDecoder) {
        NameSyntax.printable(text);
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "%s is not an S3 URI; send s3://bucket/key.".formatted(NameSyntax.quoted(text)));
        }
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

    /** Returns the object that the URI names, or empty when the text is not an S3 URI. */
    public static Optional<ObjectLocation> find(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the object that a pasted URI or https address of S3 names, or empty when the text is neither.
     *
     * @throws IllegalArgumentException with one sentence, when the text is an address of S3 but of no object
     */
    public static Optional<ObjectLocation> findPasted(String text) {
        return S3WebAddress.isOfS3(text) ? Optional.of(parsePasted(text)) : find(text);
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
