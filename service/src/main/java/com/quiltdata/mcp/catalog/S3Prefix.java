package com.quiltdata.mcp.catalog;

/** A bucket, or the objects in it whose keys begin with {@code prefix}, which is not percent-encoded. */
public record S3Prefix(String bucket, String prefix) {
    /**
     * Parses {@code name} or {@code s3://name[/<percent-encoded prefix>]}.
     *
     * @throws IllegalArgumentException with one sentence for the author of the text
     */
    public static S3Prefix parse(String text) {
        NameSyntax.printable(text);
        if (!text.startsWith(S3Uri.SCHEME)) {
            return new S3Prefix(NameSyntax.checkedBucket(text), "");
        }
        var rest = text.substring(S3Uri.SCHEME.length());
        if (rest.contains("?")) {
            throw new IllegalArgumentException(
                    "%s contains a \"?\"; write a question mark as %%3F.".formatted(NameSyntax.quoted(text)));
        }
        var slash = rest.indexOf('/');
        return slash < 0
                ? new S3Prefix(NameSyntax.checkedBucket(rest), "")
                : new S3Prefix(
                        NameSyntax.checkedBucket(rest.substring(0, slash)),
                        PercentEncoding.decode(rest.substring(slash + 1)));
    }
}
