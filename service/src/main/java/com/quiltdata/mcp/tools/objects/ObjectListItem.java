package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.catalog.objects.ObjectVersion;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.LongSummaryStatistics;
import org.jspecify.annotations.Nullable;

/** One entry of an object listing: an object, one of its versions, a delete marker, or a folder. */
record ObjectListItem(
        @Doc("Object key, or prefix of a folder; not percent-encoded")
        String key,

        @Doc("S3 URI, percent-encoded; absent if it is s3://bucket/key") @Nullable
        String s3Uri,

        @Doc("Size in bytes, for a folder the total; absent for a delete marker or if unknown") @Nullable
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
        Boolean isDeleteMarker,

        @Doc("true for a folder; only with a delimiter") @Nullable
        Boolean isFolder,

        @Doc("Number of objects in a folder, at all levels; absent if unknown") @Nullable
        Long objectCount) {
    static ObjectListItem of(ObjectLocation location, ObjectSummary object, @Nullable ObjectVersion version) {
        var deleted = version != null && version.deleteMarker();
        return new ObjectListItem(
                object.key(),
                S3Uri.print(location),
                deleted ? null : object.size(),
                object.lastModified(),
                object.etag(),
                object.storageClass(),
                null,
                null,
                version == null ? null : version.versionId(),
                version == null ? null : version.latest(),
                deleted ? true : null,
                null,
                null);
    }

    /** Returns a folder; {@code objects} are the sizes of its objects, or null if they are unknown. */
    static ObjectListItem folder(String prefix, @Nullable LongSummaryStatistics objects) {
        var size = objects == null ? null : objects.getSum();
        var count = objects == null ? null : objects.getCount();
        return new ObjectListItem(prefix, null, size, null, null, null, null, null, null, null, null, true, count);
    }

    /** Returns a copy with key, size and folder fields only; the URI is kept where it is not simply s3://bucket/key. */
    ObjectListItem brief(S3Prefix folder) {
        var plain = "s3://%s/%s".formatted(folder.bucket(), key).equals(s3Uri);
        return new ObjectListItem(
                key, plain ? null : s3Uri, size, null, null, null, null, null, null, null, null, isFolder, objectCount);
    }

    ObjectListItem withLink(SignedLink link) {
        return with(etag, storageClass, link.url(), link.expiresAt());
    }

    /** Returns a copy without its link. */
    ObjectListItem withoutLink() {
        return with(etag, storageClass, null, null);
    }

    /** Returns a copy without its link, ETag and storage class. */
    ObjectListItem withoutDetails() {
        return with(null, null, null, null);
    }

    private ObjectListItem with(
            @Nullable String newEtag, @Nullable String newClass, @Nullable String url, @Nullable Instant expiry) {
        return new ObjectListItem(
                key,
                s3Uri,
                size,
                lastModified,
                newEtag,
                newClass,
                url,
                expiry,
                versionId,
                isLatest,
                isDeleteMarker,
                isFolder,
                objectCount);
    }

    /** Whether the order of two versions of a key is unknown, so that a page cannot end between them. */
    boolean inseparableFrom(ObjectListItem next) {
        return key.equals(next.key)
                && linkable() != next.linkable()
                && lastModified != null
                && lastModified.equals(next.lastModified);
    }

    /** Returns whether it has content that a link can open. */
    boolean linkable() {
        return isDeleteMarker == null && isFolder == null;
    }

    boolean internal() {
        return NameSyntax.isInternalKey(key);
    }

    ListPosition position(ObjectListRequest request) {
        return isFolder == null ? ListPosition.of(key, versionId, request) : ListPosition.afterAll(key, request);
    }
}
