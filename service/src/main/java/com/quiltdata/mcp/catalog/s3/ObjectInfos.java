package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Maps S3's responses to {@link ObjectInfo}, whose location has the version that S3 actually read. */
final class ObjectInfos {
    private ObjectInfos() {}

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
            throw new Failure.Unavailable("S3 did not return the object's size; try again.", null);
        }
        return length;
    }

    /** Maps a GET response, which has only the length of its body; the caller passes the whole {@code size}. */
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
