package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.ObjectHit;
import com.quiltdata.mcp.catalog.PackageHit;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Block;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A hit of any kind. */
record CatalogHit(
        @Doc("file, package or packageEntry") String type,
        @Doc("Key, package or logical key") String name,
        @Doc("Its bucket") String bucket,

        @Doc("This object at this version; what bucket_object_text takes") @Nullable
        String s3Uri,

        @Doc("This revision, or an entry of it; what package_browse takes as uri") @Nullable
        String quiltUri,

        @Doc("Package") @Nullable String packageName,
        @Doc("Key in the package") @Nullable String logicalKey,
        @Doc("Bytes") @Nullable Long size,
        @Doc("When it was written") Instant lastModified,
        @Doc("Relevance, among hits of its type") double score,

        @Doc("Text around the match, or the package's message") @Nullable
        String snippet,

        @Doc("Metadata of the package") @Nullable Map<String, Object> metadata) {
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

    /** The entries of a package that matched, each the object that it is. */
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

    /** The object, or the package. */
    Block link() {
        return s3Uri != null
                ? new Block.Link(s3Uri, name, null, size)
                : new Block.Link(Objects.requireNonNull(quiltUri), name, null, null);
    }

    /** The same without what is not needed to read on. */
    CatalogHit bare() {
        return new CatalogHit(
                type, name, bucket, s3Uri, quiltUri, packageName, logicalKey, size, lastModified, score, null, null);
    }
}
