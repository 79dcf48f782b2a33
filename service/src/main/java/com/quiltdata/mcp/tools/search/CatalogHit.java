package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A search hit: a file, a package or a package entry. */
record CatalogHit(
        @Doc("file, package or packageEntry") String type,
        @Doc("Object key, package name or logical key") String name,
        @Doc("Bucket name") String bucket,

        @Doc("S3 URI of this object version; send it to the bucket_object tools") @Nullable
        String s3Uri,

        @Doc("Quilt+ URI of this revision or entry; send it to the package tools as uri") @Nullable
        String quiltUri,

        @Doc("Package name") @Nullable String packageName,
        @Doc("Logical key") @Nullable String logicalKey,
        @Doc("Size in bytes") @Nullable Long size,
        @Doc("When it was last modified") Instant lastModified,

        @Doc("Relevance; comparable only among hits of one type")
        double score,

        @Doc("Text around the match, or the message of the revision") @Nullable
        String snippet,

        @Doc("Package metadata") @Nullable Map<String, Object> metadata) {
    static CatalogHit of(ObjectHit hit, boolean metadata) {
        return new CatalogHit(
                "file",
                hit.location().key(),
                hit.location().bucket(),
                S3Uri.print(hit.location()),
                null,
                null,
                null,
                hit.size(),
                hit.modified(),
                rounded(hit.score()),
                metadata ? hit.snippet() : null,
                null);
    }

    static CatalogHit of(PackageHit hit, boolean metadata) {
        return new CatalogHit(
                "package",
                hit.name().name(),
                hit.name().bucket(),
                null,
                PackageItem.uri(hit, null),
                hit.name().name(),
                null,
                hit.about().size(),
                hit.about().modified(),
                rounded(hit.score()),
                metadata ? PackageItem.shortened(hit.about().comment()) : null,
                metadata ? PackageItem.meta(hit.about()) : null);
    }

    /** Returns a hit for each matching entry of a package. */
    static Stream<CatalogHit> entries(PackageHit hit) {
        return hit.entries().stream()
                .map(entry -> new CatalogHit(
                        "packageEntry",
                        entry.logicalKey(),
                        hit.name().bucket(),
                        entry.physicalKey(),
                        PackageItem.uri(hit, entry.logicalKey()),
                        hit.name().name(),
                        entry.logicalKey(),
                        entry.size(),
                        hit.about().modified(),
                        rounded(hit.score()),
                        null,
                        null));
    }

    private static double rounded(double score) {
        return Math.round(score * 1000) / 1000.0;
    }

    /** Returns a link to the object or the package. */
    ContentBlock link() {
        return s3Uri != null
                ? new ContentBlock.ResourceLink(s3Uri, name, null, size)
                : new ContentBlock.ResourceLink(Objects.requireNonNull(quiltUri), name, null, null);
    }

    /** Returns this hit without snippet and metadata. */
    CatalogHit withoutMetadata() {
        return new CatalogHit(
                type, name, bucket, s3Uri, quiltUri, packageName, logicalKey, size, lastModified, score, null, null);
    }
}
