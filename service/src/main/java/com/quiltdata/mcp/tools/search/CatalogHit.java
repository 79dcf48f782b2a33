package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.MediaTypeDetector;
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
        @Doc("Identifies the hit") String id,
        @Doc("file, package or packageEntry") String type,
        @Doc("Object key, package name or logical key") String name,
        @Doc("Last part of the name") String title,
        @Doc("What the hit is") String description,
        @Doc("Bucket name") String bucket,

        @Doc("S3 URI with version; send it to object_read") @Nullable
        String s3Uri,

        @Doc("Quilt+ URI; send it to the package tools as uri") @Nullable
        String quiltUri,

        @Doc("Package name") @Nullable String packageName,
        @Doc("Logical key") @Nullable String logicalKey,
        @Doc("Without dot") @Nullable String extension,
        @Doc("Media type of the extension") @Nullable String contentType,
        @Doc("Size in bytes") @Nullable Long size,
        @Doc("Last modified") Instant lastModified,

        @Doc("Relevance, among hits of one type") double score,

        @Doc("Search backend") String backend,

        @Doc("Text around the match, or revision message") @Nullable
        String snippet,

        @Doc("Package metadata") @Nullable Map<String, Object> metadata) {
    /** What a hit is and where. */
    private record Place(
            String id,
            String type,
            String name,
            String description,
            String bucket,
            @Nullable String s3Uri,
            @Nullable String quiltUri,
            @Nullable String packageName) {}

    private static CatalogHit of(Place place, @Nullable Long size, Instant modified, double score, String backend) {
        var isPackage = place.type.equals("package");
        var title = place.name.substring(place.name.lastIndexOf('/', place.name.length() - 2) + 1);
        var dot = isPackage ? -1 : title.lastIndexOf('.');
        return new CatalogHit(
                place.id,
                place.type,
                place.name,
                title,
                place.description,
                place.bucket,
                place.s3Uri,
                place.quiltUri,
                place.packageName,
                place.type.equals("packageEntry") ? place.name : null,
                dot < 0 ? null : title.substring(dot + 1),
                isPackage ? null : MediaTypeDetector.of(place.name),
                size,
                modified,
                rounded(score),
                backend,
                null,
                null);
    }

    static CatalogHit of(ObjectHit hit, String backend, boolean metadata) {
        var at = hit.location();
        var id = String.join(":", at.bucket(), at.key(), String.valueOf(at.versionId()));
        var place =
                new Place(id, "file", at.key(), "Object in " + at.bucket(), at.bucket(), S3Uri.print(at), null, null);
        return of(place, hit.size(), hit.modified(), hit.score(), backend).with(metadata ? hit.snippet() : null, null);
    }

    static CatalogHit of(PackageHit hit, String backend, boolean metadata) {
        var name = hit.name().name();
        var place = new Place(
                String.join(":", hit.name().bucket(), name, hit.hash()),
                "package",
                name,
                "Package: " + name,
                hit.name().bucket(),
                null,
                PackageItem.uri(hit, null),
                name);
        var about = hit.about();
        return of(place, about.size(), about.modified(), hit.score(), backend)
                .with(
                        metadata ? PackageItem.shortened(about.comment()) : null,
                        metadata ? PackageItem.meta(about) : null);
    }

    /** Returns a hit for each matching entry of a package. */
    static Stream<CatalogHit> entries(PackageHit hit, String backend) {
        var name = hit.name().name();
        return hit.entries().stream().map(entry -> {
            var key = entry.logicalKey();
            var place = new Place(
                    String.join(":", hit.name().bucket(), name, hit.hash(), key),
                    "packageEntry",
                    key,
                    "Package entry: " + name,
                    hit.name().bucket(),
                    entry.physicalKey(),
                    PackageItem.uri(hit, key),
                    name);
            return of(place, entry.size(), hit.about().modified(), hit.score(), backend);
        });
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
        return with(null, null);
    }

    private CatalogHit with(@Nullable String newSnippet, @Nullable Map<String, Object> newMetadata) {
        return new CatalogHit(
                id,
                type,
                name,
                title,
                description,
                bucket,
                s3Uri,
                quiltUri,
                packageName,
                logicalKey,
                extension,
                contentType,
                size,
                lastModified,
                score,
                backend,
                newSnippet,
                newMetadata);
    }
}
