package com.quiltdata.mcp.catalog.packages;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.packages.PackageEntry.Hash;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of a revision to create.
 *
 * @param logicalKey its full path in the package
 * @param physicalKey {@code s3://bucket/percent-encoded-key[?versionId=…]}; without a version the registry pins the
 *     current one
 * @param size in bytes; null lets the registry ask S3
 * @param hash null lets the registry compute it
 * @param meta the entry's whole metadata object, with the author's part under {@code user_meta}
 */
public record NewEntry(
        String logicalKey,
        String physicalKey,
        @Nullable Long size,
        @Nullable Hash hash,
        @Nullable Map<String, Object> meta) {
    /** Copies an entry of another revision without loss. */
    public static NewEntry of(PackageEntry.File file) {
        return new NewEntry(file.path(), file.physicalKey(), file.size(), file.hash(), file.metadata());
    }

    /** Returns an entry for the object; the registry determines its size and hash. */
    public static NewEntry of(String logicalKey, ObjectLocation object) {
        return new NewEntry(logicalKey, S3Uri.print(object), null, null, null);
    }
}
