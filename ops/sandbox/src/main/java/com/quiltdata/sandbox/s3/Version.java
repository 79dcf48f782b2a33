package com.quiltdata.sandbox.s3;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** One version of a key, or the marker of its deletion, as listed. */
public record Version(
        String key, String id, String etag, long size, Instant modified, boolean deleteMarker, boolean latest) {
    static Version of(ObjectVersion version) {
        return new Version(
                version.key(),
                id(version.versionId()),
                Objects.requireNonNullElse(version.eTag(), ""),
                Objects.requireNonNullElse(version.size(), 0L),
                version.lastModified(),
                false,
                Boolean.TRUE.equals(version.isLatest()));
    }

    static Version of(DeleteMarkerEntry marker) {
        return new Version(
                marker.key(),
                id(marker.versionId()),
                "",
                0,
                marker.lastModified(),
                true,
                Boolean.TRUE.equals(marker.isLatest()));
    }

    /** The current version of a key. */
    static Version of(String key, HeadObjectResponse head) {
        return new Version(
                key,
                id(head.versionId()),
                Objects.requireNonNullElse(head.eTag(), ""),
                Objects.requireNonNullElse(head.contentLength(), 0L),
                head.lastModified(),
                false,
                true);
    }

    /** A marker that was made now. */
    static Version marker(String key, String id) {
        return new Version(key, id, "", 0, Instant.now(), true, true);
    }

    private static String id(@Nullable String version) {
        return Objects.requireNonNullElse(version, "null");
    }
}
