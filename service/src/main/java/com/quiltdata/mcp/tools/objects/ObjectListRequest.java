package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.tool.ArgumentParser;
import org.jspecify.annotations.Nullable;

/**
 * What to list, and how much of it.
 *
 * @param delimiter folds keys into folders; null to list all levels
 * @param details whether objects have their URI, date, ETag and storage class; versions always have
 */
record ObjectListRequest(
        S3Prefix location, @Nullable String delimiter, int maxKeys, boolean links, boolean details, boolean versions) {
    /** The folder in which Quilt keeps packages and workflows. */
    static final String INTERNAL = ".quilt/";

    /** Returns whether the prefix names {@link #INTERNAL}, so that what is below is listed. */
    boolean namesInternal() {
        return location.prefix().startsWith(".quilt");
    }

    /** Returns the folder of a key, which is the key itself if it is in none. */
    String folderOf(String key) {
        var end = delimiter == null
                ? -1
                : key.indexOf(delimiter, location.prefix().length());
        return delimiter == null || end < 0 ? key : key.substring(0, end + delimiter.length());
    }

    ObjectListRequest withMaxKeys(int count) {
        return new ObjectListRequest(location, delimiter, count, links, details, versions);
    }

    /** Parses the bucket and the prefix, which may be sent in one. */
    static S3Prefix location(String bucket, String prefix) {
        var folder = ArgumentParser.parse("bucket", bucket, S3Prefix::parse);
        if (prefix.startsWith("s3://")) {
            return ofUri(folder, ArgumentParser.parse("prefix", prefix, S3Prefix::parse));
        }
        var checked = ArgumentParser.parse("prefix", prefix, NameSyntax::printable);
        if (!folder.prefix().isEmpty() && !checked.isEmpty()) {
            throw new Failure.Invalid("`bucket` and `prefix` both contain a prefix; send it in one of them.");
        }
        return checked.isEmpty() ? folder : new S3Prefix(folder.bucket(), checked);
    }

    private static S3Prefix ofUri(S3Prefix bucket, S3Prefix folder) {
        if (!bucket.bucket().equals(folder.bucket())) {
            throw new Failure.Invalid("`prefix` is a URI of another bucket; send that as `bucket`.");
        }
        return folder;
    }

    /** Parses a delimiter; null for none. */
    static @Nullable String delimiter(@Nullable String delimiter) {
        return delimiter == null || delimiter.isEmpty()
                ? null
                : ArgumentParser.parse("delimiter", delimiter, NameSyntax::printable);
    }
}
