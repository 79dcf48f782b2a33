package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.ObjectInfo;
import com.quiltdata.mcp.catalog.ObjectLocation;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What S3 says of an object; the location is that of the version which it really met. */
final class Infos {
    private Infos() {}

    static ObjectInfo of(ObjectLocation asked, HeadObjectResponse head) {
        return new ObjectInfo(
                met(asked, head.versionId()),
                length(head),
                head.contentType(),
                head.contentEncoding(),
                head.lastModified(),
                head.eTag(),
                head.storageClassAsString(),
                head.metadata());
    }

    private static long length(HeadObjectResponse head) {
        var length = head.contentLength();
        if (length == null) {
            throw new Unavailable("S3 does not say how large the object is.", null);
        }
        return length;
    }

    /** A GET tells the length of what it answers; the whole {@code size} is the caller's to know. */
    static ObjectInfo of(ObjectLocation asked, GetObjectResponse got, long size) {
        return new ObjectInfo(
                met(asked, got.versionId()),
                size,
                got.contentType(),
                got.contentEncoding(),
                got.lastModified(),
                got.eTag(),
                got.storageClassAsString(),
                got.metadata());
    }

    static ObjectLocation met(ObjectLocation asked, @Nullable String versionId) {
        return new ObjectLocation(asked.bucket(), asked.key(), versionId == null ? asked.versionId() : versionId);
    }
}
