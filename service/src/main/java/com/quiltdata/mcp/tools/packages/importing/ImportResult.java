package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.QuiltSummarize;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import com.quiltdata.mcp.tools.packages.PublishedRevision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of {@link PackageCreateFromS3}: a created package, or the preview of a dry run. */
record ImportResult(
        @Doc("\"created\", \"updated\" if a package existed, or \"preview\" after a dry run")
        String action,

        @Doc("Package name, namespace/name") String packageName,
        @Doc("Bucket, as s3://bucket") String registry,

        @Doc("Top hash of the new revision") @Nullable String packageHash,

        @Doc("Top hash of the replaced revision") @Nullable String baseHash,

        @Doc("Files added, replaced, removed and kept; absent in a preview")
        ManifestDelta.@Nullable Counts changes,

        @Doc("Number of files, generated ones included") int totalFiles,

        @Doc("Total size of these files in bytes") long totalSize,

        @Doc("Total size in readable form, like \"1.5 MB\"") @Nullable
        String totalSizeHuman,

        @Doc("Number of objects that the patterns exclude") int excluded,

        @Doc("Up to 50 of them, with the reason") List<PrefixScan.SkippedObject> excludedObjects,

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

        @Doc("Catalog page of the revision") @Nullable String packageUrl,
        @Doc("Quilt+ URI of the new revision") @Nullable String uri,
        @Doc("Warnings") List<String> warnings,
        @Doc("Whether lists are cut") boolean truncated,

        @Doc("What is left out, and how to get it") @Nullable
        String note,

        @Doc("Authentication method") String authType,
        @Doc("Source of this result") @Hidden Source source)
        implements Truncatable<ImportResult> {
    private static final int MAX_FOLDERS = 50;
    private static final int MAX_SKIPPED = 50;
    private static final int MAX_FILES = 1000;

    record ImportedFile(
            @Doc("Logical key") String logicalKey,

            @Doc("S3 URI of the object; its version is fixed when the package is created")
            String physicalKey,

            @Doc("Size in bytes") long size) {}

    /** Content from which the result is built; {@code published} is null after a dry run. */
    record Source(
            ImportPlan plan,
            Map<String, Integer> folders,
            List<ImportedFile> entries,
            CatalogSite site,
            @Nullable PublishedRevision published) {
        private ImportResult first(int listed, boolean described) {
            var name = plan.request().name();
            var note = note(listed, described);
            return new ImportResult(
                    action(published),
                    name.name(),
                    "s3://" + name.bucket(),
                    published == null ? null : published.hash(),
                    published == null ? null : published.base(),
                    published == null ? null : published.delta().counts(),
                    plan.statistics().files(),
                    plan.statistics().bytes(),
                    FileProperties.human(plan.statistics().bytes()),
                    plan.scan().excluded(),
                    plan.scan().firstExcluded(),
                    plan.scan().skipped().size(),
                    plan.scan().skipped().stream().limit(MAX_SKIPPED).toList(),
                    folders,
                    described ? plan.meta() : null,
                    described ? plan.text(QuiltSummarize.README) : null,
                    described ? plan.text(QuiltSummarize.NAME) : null,
                    entries.subList(0, listed),
                    published == null ? null : site.packageTree(name, published.hash(), ""),
                    published == null ? null : published.uri(),
                    published == null ? plan.warnings() : published.warnings(),
                    note != null,
                    note,
                    "jwt",
                    this);
        }

        /** Returns what is left out, and how to get it; null when nothing is. */
        private @Nullable String note(int listed, boolean described) {
            var files = plan.statistics().files();
            var skipped = plan.scan().skipped().size();
            var cut = new ArrayList<String>();
            addCut(cut, listed, files, "files");
            addCut(cut, plan.scan().firstExcluded().size(), plan.scan().excluded(), "excluded objects");
            addCut(cut, Math.min(MAX_SKIPPED, skipped), skipped, "objects left out");
            var sentences = new ArrayList<String>();
            if (!cut.isEmpty()) {
                sentences.add("Listed: %s.".formatted(String.join(", ", cut)));
            }
            if (!described) {
                sentences.add("The metadata and the generated texts are too large for a response.");
            }
            if (published != null && listed < files) {
                sentences.add("package_browse lists the others.");
            } else if (!plan.request().arguments().includeEntries() && published == null && listed < files) {
                sentences.add("Send include_entries=true to list files.");
            } else if (published == null && !cut.isEmpty()) {
                sentences.add("Send a longer source_prefix to see more.");
            }
            return sentences.isEmpty() ? null : String.join(" ", sentences);
        }

        private static void addCut(List<String> cut, int listed, int total, String what) {
            if (listed < total) {
                cut.add("%,d of %,d %s".formatted(listed, total, what));
            }
        }
    }

    /** Builds the result; {@code folder} prefixes the generated files; {@code published} is null after a dry run. */
    static ImportResult of(ImportPlan plan, String folder, CatalogSite site, @Nullable PublishedRevision published) {
        var listed = published != null || plan.request().arguments().includeEntries();
        var entries = listed ? entries(plan, folder) : List.<ImportedFile>of();
        return new Source(plan, folders(plan), entries, site, published)
                .first(Math.min(MAX_FILES, entries.size()), true);
    }

    private static String action(@Nullable PublishedRevision published) {
        if (published == null) {
            return "preview";
        }
        return published.base() == null ? "created" : "updated";
    }

    private static Map<String, Integer> folders(ImportPlan plan) {
        var folders = new TreeMap<String, Integer>();
        Stream.concat(
                        plan.objects().keySet().stream(),
                        plan.generated().stream().map(it -> it.key()))
                .forEach(key -> folders.merge(key.substring(0, Math.max(0, key.lastIndexOf('/'))), 1, Integer::sum));
        var first = new LinkedHashMap<String, Integer>();
        folders.entrySet().stream().limit(MAX_FOLDERS).forEach(it -> first.put(it.getKey() + "/", it.getValue()));
        return first;
    }

    private static List<ImportedFile> entries(ImportPlan plan, String folder) {
        var entries = new ArrayList<ImportedFile>();
        for (var file : plan.generated()) {
            var entry = file.entry(plan.request().name().bucket(), folder);
            entries.add(new ImportedFile(entry.logicalKey(), entry.physicalKey(), file.size()));
        }
        plan.objects().entrySet().stream()
                .limit(MAX_FILES)
                .forEach(it -> entries.add(new ImportedFile(
                        it.getKey(),
                        S3Uri.print(plan.location(it.getValue())),
                        it.getValue().size())));
        return entries;
    }

    @Override
    public int parts() {
        return entries.size();
    }

    @Override
    public ImportResult first(int parts) {
        return source.first(Math.clamp(parts, 0, entries.size()), metadataPreview != null);
    }

    /** This result without generated texts and metadata, which may be of any size. */
    @Override
    public @Nullable ImportResult withoutMetadata() {
        return metadataPreview == null ? null : source.first(entries.size(), false);
    }
}
