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

    static ObjectInfo of(ObjectLocation location, HeadObjectResponse response) {
        return new ObjectInfo(
                withVersion(location, response.versionId()),
                requireSize(response.contentLength()),
                response.contentType(),
                response.contentEncoding(),
                response.lastModified(),
                response.eTag(),
                response.storageClassAsString(),
                response.metadata());
    }

    static long requireSize(@Nullable Long length) {
        if (length == null) {
            throw new Failure.Unavailable("S3 did not return the object's size; try again.", null);
        }
        return length;
    }

    /** Maps a GET response, which has only the length of its body; the caller passes the whole {@code size}. */
    static ObjectInfo of(ObjectLocation location, GetObjectResponse response, long size) {
        return new ObjectInfo(
                withVersion(location, response.versionId()),
                size,
                response.contentType(),
                response.contentEncoding(),
                response.lastModified(),
                response.eTag(),
                response.storageClassAsString(),
                response.metadata());
    }

    static ObjectLocation withVersion(ObjectLocation location, @Nullable String versionId) {
        return versionId == null ? location : new ObjectLocation(location.bucket(), location.key(), versionId);
    }
}
