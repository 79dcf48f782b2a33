package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectSummary;
import com.quiltdata.mcp.catalog.ObjectVersion;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.SignedLink;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a listing: an object, one of its versions, or a delete marker. */
record Listed(
        @Doc("The true key, not encoded") String key,

        @Doc("What the bucket_object tools take, encoded") String s3Uri,

        @Doc("Bytes; a delete marker has none") @Nullable Long size,

        @Doc("When it was written") @Nullable Instant lastModified,
        @Doc("ETag, with its quotes") @Nullable String etag,
        @Doc("Storage class") @Nullable String storageClass,
        @Doc("Download link; a secret") @Nullable String signedUrl,
        @Doc("When the link ends") @Nullable Instant signedUrlExpiry,

        @Doc("The version, when versions are listed") @Nullable
        String versionId,

        @Doc("Whether this version is what stands there now") @Nullable
        Boolean isLatest,

        @Doc("true of a delete marker, which hides the versions before it") @Nullable
        Boolean isDeleteMarker) {
    static Listed of(ObjectLocation location, ObjectSummary object, @Nullable SignedLink link) {
        return new Listed(
                object.key(),
                S3Uri.print(location),
                object.size(),
                object.lastModified(),
                object.etag(),
                object.storageClass(),
                link == null ? null : link.url(),
                link == null ? null : link.expiresAt(),
                null,
                null,
                null);
    }

    static Listed of(ObjectLocation location, ObjectVersion version, @Nullable SignedLink link) {
        var all = of(location, version.object(), link);
        return new Listed(
                all.key,
                all.s3Uri,
                version.deleteMarker() ? null : all.size,
                all.lastModified,
                all.etag,
                all.storageClass,
                all.signedUrl,
                all.signedUrlExpiry,
                version.versionId(),
                version.latest(),
                version.deleteMarker() ? true : null);
    }

    Listed unlinked() {
        return new Listed(
                key, s3Uri, size, lastModified, etag, storageClass, null, null, versionId, isLatest, isDeleteMarker);
    }

    Listed bare() {
        return new Listed(key, s3Uri, size, lastModified, null, null, null, null, versionId, isLatest, isDeleteMarker);
    }

    /** Whether nothing tells which of two versions of a key was first, so that a listing cannot go on between them. */
    boolean together(Listed next) {
        return key.equals(next.key)
                && linkable() != next.linkable()
                && lastModified != null
                && lastModified.equals(next.lastModified);
    }

    boolean linkable() {
        return isDeleteMarker == null;
    }

    /** How a listing goes on after this. */
    String continuation() {
        return versionId == null ? Continuation.after(key) : Continuation.after(key, versionId);
    }
}
