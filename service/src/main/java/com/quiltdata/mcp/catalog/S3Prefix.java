package com.quiltdata.mcp.catalog;

/** A bucket, or what in it begins with {@code prefix}; the prefix is the true one, not encoded. */
public record S3Prefix(String bucket, String prefix) {
    /**
     * Parses {@code name} or {@code s3://name[/<percent-encoded prefix>]}.
     *
     * @throws IllegalArgumentException with one sentence for the author of the text
     */
    public static S3Prefix parse(String text) {
        Names.printable(text);
        if (!text.startsWith(S3Uri.SCHEME)) {
            return new S3Prefix(Names.checkedBucket(text), "");
        }
        var rest = text.substring(S3Uri.SCHEME.length());
        if (rest.contains("?")) {
            throw new IllegalArgumentException(
                    "%s holds a \"?\"; write a question mark as %%3F.".formatted(Names.quoted(text)));
        }
        var slash = rest.indexOf('/');
        return slash < 0
                ? new S3Prefix(Names.checkedBucket(rest), "")
                : new S3Prefix(
                        Names.checkedBucket(rest.substring(0, slash)), Percent.decode(rest.substring(slash + 1)));
    }
}
