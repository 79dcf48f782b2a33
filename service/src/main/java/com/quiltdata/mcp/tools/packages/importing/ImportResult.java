package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.packages.PublishedRevision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@link PackageCreateFromS3}: a created package, or the preview of a dry run. */
record ImportResult(
        @Doc("\"created\", or \"preview\" after a dry run") String action,
        @Doc("Package name, namespace/name") String packageName,
        @Doc("Bucket, as s3://bucket") String registry,

        @Doc("Top hash of the new revision") @Nullable String packageHash,

        @Doc("Top hash of the replaced revision") @Nullable String baseHash,

        @Doc("Number of files") int totalFiles,

        @Doc("Total size of the objects in bytes") long totalSize,

        @Doc("Total size in readable form, like \"1.5 MB\"") @Nullable
        String totalSizeHuman,

        @Doc("Number of objects that the patterns exclude") int excluded,

        @Doc("Number of objects that cannot become files") int leftOutCount,

        @Doc("Up to 50 of the objects that cannot become files, with the reason")
        List<PrefixScan.SkippedObject> leftOut,

        @Doc("Number of files by folder, up to 50 folders") Map<String, Integer> structure,
        @Doc("Package metadata") @Nullable Map<String, Object> metadataPreview,

        @Doc("Text of the generated README.md") @Nullable String readmePreview,

        @Doc("Text of the generated quilt_summarize.json") @Nullable
        String summaryPreview,

        @Doc("Files: generated ones first, then objects sorted by logical key")
        List<ImportedFile> entries,

        @Doc("Catalog page of the package") @Nullable String packageUrl,
        @Doc("Quilt+ URI of the new revision") @Nullable String uri,
        @Doc("Warnings") List<String> warnings,
        @Doc("Whether lists are cut") boolean truncated,

        @Doc("What is left out, and how to get it") @Nullable
        String note,

        @Doc("Authentication method") String authType)
        implements Truncatable<ImportResult> {
    private static final int MOST_FOLDERS = 50;
    private static final int MOST_LEFT = 50;
    private static final int MOST = 1000;

    record ImportedFile(
            @Doc("Logical key") String logicalKey,

            @Doc("S3 URI of the object; its version is fixed when the package is created")
            String physicalKey,

            @Doc("Size in bytes") long size) {}

    static ImportResult preview(ImportPlan plan, String folder, CatalogSite site, List<String> warnings) {
        return of(plan, folder, site, warnings, null);
    }

    static ImportResult created(ImportPlan plan, String folder, CatalogSite site, PublishedRevision made) {
        return of(plan, folder, site, made.warnings(), made);
    }

    private static ImportResult of(
            ImportPlan plan, String folder, CatalogSite site, List<String> warnings, @Nullable PublishedRevision made) {
        var bytes = plan.objects().values().stream().mapToLong(it -> it.size()).sum();
        var name = plan.name();
        var left = plan.found().left();
        return new ImportResult(
                        made == null ? "preview" : "created",
                        name.name(),
                        "s3://" + name.bucket(),
                        made == null ? null : made.hash(),
                        made == null ? null : made.base(),
                        plan.objects().size() + plan.generated().size(),
                        bytes,
                        FileProperties.human(bytes),
                        plan.found().excluded(),
                        left.size(),
                        left.stream().limit(MOST_LEFT).toList(),
                        folders(plan),
                        plan.meta(),
                        plan.text(ReadmeGenerator.NAME),
                        plan.text(SummarizeGenerator.NAME),
                        lines(plan, folder),
                        made == null ? null : site.packageTree(name, null, ""),
                        made == null ? null : uri(made),
                        warnings,
                        false,
                        null,
                        "jwt")
                .first(MOST);
    }

    private static String uri(PublishedRevision made) {
        return new QuiltUri(made.name().bucket(), made.name().name(), made.hash(), null, null, null).print();
    }

    private static Map<String, Integer> folders(ImportPlan plan) {
        var folders = new LinkedHashMap<String, Integer>();
        plan.folders().entrySet().stream()
                .limit(MOST_FOLDERS)
                .forEach(it -> folders.put(it.getKey().isEmpty() ? "/" : it.getKey() + "/", it.getValue()));
        return folders;
    }

    private static List<ImportedFile> lines(ImportPlan plan, String folder) {
        var lines = new ArrayList<ImportedFile>();
        for (var text : plan.generated()) {
            var place = new ObjectLocation(plan.name().bucket(), folder + text.key(), null);
            lines.add(new ImportedFile(
                    text.key(), S3Uri.print(place), text.upload().content().length));
        }
        plan.objects().entrySet().stream()
                .limit(MOST)
                .forEach(it -> lines.add(new ImportedFile(
                        it.getKey(),
                        S3Uri.print(
                                new ObjectLocation(plan.bucket(), it.getValue().key(), null)),
                        it.getValue().size())));
        return lines;
    }

    @Override
    public int parts() {
        return entries.size();
    }

    @Override
    public ImportResult first(int parts) {
        return told(Math.clamp(parts, 0, entries.size()), metadataPreview == null);
    }

    /** This result without generated texts and metadata, which may be of any size. */
    @Override
    public @Nullable ImportResult withoutMetadata() {
        return metadataPreview == null ? null : told(entries.size(), true);
    }

    private ImportResult told(int listed, boolean lean) {
        var some = lean || listed < totalFiles || leftOut.size() < leftOutCount;
        return new ImportResult(
                action,
                packageName,
                registry,
                packageHash,
                baseHash,
                totalFiles,
                totalSize,
                totalSizeHuman,
                excluded,
                leftOutCount,
                leftOut,
                structure,
                lean ? null : metadataPreview,
                lean ? null : readmePreview,
                lean ? null : summaryPreview,
                entries.subList(0, listed),
                packageUrl,
                uri,
                warnings,
                some,
                some ? left(listed, lean) : null,
                authType);
    }

    private String left(int listed, boolean lean) {
        return "Listed are %,d of %,d files and %,d of %,d objects left out%s%s"
                .formatted(
                        listed,
                        totalFiles,
                        leftOut.size(),
                        leftOutCount,
                        lean ? "; the metadata and the generated texts are too large for a response" : "",
                        packageHash == null
                                ? "; a dry run with a longer source_prefix shows more."
                                : "; package_browse lists the others.");
    }
}
