package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.catalog.PackageEntry.Hash;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of a revision that is to be made.
 *
 * @param logicalKey its full key in the package
 * @param physicalKey {@code s3://bucket/percent-encoded-key[?versionId=…]}; the registry pins the version where none is named
 * @param size in bytes; the registry asks S3 where it is absent
 * @param hash the registry makes one where it is absent
 * @param meta the whole dictionary of the entry, in which what its author gave stands under {@code user_meta}
 */
public record NewEntry(
        String logicalKey,
        String physicalKey,
        @Nullable Long size,
        @Nullable Hash hash,
        @Nullable Map<String, Object> meta) {
    /** An entry as it stands in another revision: nothing of it is lost. */
    public static NewEntry of(PackageEntry.File file) {
        return new NewEntry(file.path(), file.physicalKey(), file.size(), file.hash(), file.metadata());
    }

    /** The object, with whatever the registry finds out about it. */
    public static NewEntry of(String logicalKey, ObjectLocation object) {
        return new NewEntry(logicalKey, S3Uri.print(object), null, null, null);
    }
}
