package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.catalog.objects.ObjectVersion;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One item of an object listing: an object, one of its versions, or a delete marker. */
record ObjectListItem(
        @Doc("Object key, not percent-encoded") String key,

        @Doc("S3 URI, percent-encoded, as the bucket_object tools accept it")
        String s3Uri,

        @Doc("Size in bytes; absent for a delete marker") @Nullable
        Long size,

        @Doc("When it was last modified") @Nullable Instant lastModified,
        @Doc("ETag, including the quotes") @Nullable String etag,
        @Doc("Storage class") @Nullable String storageClass,
        @Doc("Download link; treat as a secret") @Nullable String signedUrl,
        @Doc("When the link expires") @Nullable Instant signedUrlExpiry,

        @Doc("Version; only with include_versions=true") @Nullable
        String versionId,

        @Doc("Whether this is the current version") @Nullable
        Boolean isLatest,

        @Doc("true for a delete marker, which hides the older versions") @Nullable
        Boolean isDeleteMarker) {
    static ObjectListItem of(
            ObjectLocation location, ObjectSummary object, @Nullable ObjectVersion version, @Nullable SignedLink link) {
        var deleted = version != null && version.deleteMarker();
        return new ObjectListItem(
                object.key(),
                S3Uri.print(location),
                deleted ? null : object.size(),
                object.lastModified(),
                object.etag(),
                object.storageClass(),
                link == null ? null : link.url(),
                link == null ? null : link.expiresAt(),
                version == null ? null : version.versionId(),
                version == null ? null : version.latest(),
                deleted ? true : null);
    }

    /** Returns a copy without its link and, unless {@code detailed}, without ETag and storage class. */
    ObjectListItem withoutLink(boolean detailed) {
        return new ObjectListItem(
                key,
                s3Uri,
                size,
                lastModified,
                detailed ? etag : null,
                detailed ? storageClass : null,
                null,
                null,
                versionId,
                isLatest,
                isDeleteMarker);
    }

    /** Whether the order of two versions of a key is unknown, so that a page cannot end between them. */
    boolean inseparableFrom(ObjectListItem next) {
        return key.equals(next.key)
                && linkable() != next.linkable()
                && lastModified != null
                && lastModified.equals(next.lastModified);
    }

    boolean linkable() {
        return isDeleteMarker == null;
    }

    String continuation() {
        return ContinuationToken.after(key, versionId);
    }
}
