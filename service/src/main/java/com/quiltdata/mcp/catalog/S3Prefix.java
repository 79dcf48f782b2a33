package com.quiltdata.mcp.catalog;

/** A bucket, or the objects in it whose keys begin with {@code prefix}, which is not percent-encoded. */
public record S3Prefix(String bucket, String prefix) {
    /** Parses {@code name} or {@code s3://name[/<encoded prefix>]}; refuses others as {@link NameSyntax} does. */
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
        var bucket = NameSyntax.checkedBucket(slash < 0 ? rest : rest.substring(0, slash));
        return new S3Prefix(bucket, slash < 0 ? "" : PercentEncoding.decode(rest.substring(slash + 1)));
    }
}
