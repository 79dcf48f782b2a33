package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tool.Doc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Facts about a package in the fields that the replaced server gave them. */
final class PackageFacts {
    private static final double GIGABYTE = 1 << 30;
    private static final double NANO = 1e9;
    private static final String ROOT = "root";

    private PackageFacts() {}

    record PackageInfo(
            @Doc("Package, as namespace/name") String name,
            @Doc("Part before the slash") String namespace,
            @Doc("Part after the slash") String packageName,

            @Doc("package_version of the metadata") @Nullable
            String version,

            @Doc("created_by of the metadata") @Nullable String createdBy,

            @Doc("creation_date of the metadata") @Nullable String creationDate,

            @Doc("metadata_template as sent") String metadataTemplate,

            @Doc("Description in the metadata") @Nullable String description) {
        static PackageInfo of(SummarySource source) {
            var slash = source.name().indexOf('/');
            return new PackageInfo(
                    source.name(),
                    source.name().substring(0, slash),
                    source.name().substring(slash + 1),
                    SummarySource.text(source.quilt(), "package_version"),
                    SummarySource.text(source.quilt(), "created_by"),
                    SummarySource.text(source.quilt(), "creation_date"),
                    source.input().metadataTemplate(),
                    source.description());
        }
    }

    record TypeFacts(
            @Doc("Number of files") int count,

            @Doc("Total size in bytes, of files of known size") @Nullable
            Long totalSizeBytes,

            @Doc("That size in MB") @Nullable Double totalSizeMb,

            @Doc("Number of files of unknown size") int filesWithoutSize) {
        static TypeFacts of(FileTally tally) {
            return new TypeFacts(tally.files(), tally.knownBytes(), tally.knownMegabytes(), tally.unsized());
        }
    }

    record FolderFacts(
            @Doc("Number of files") int fileCount,

            @Doc("Total size in bytes, of files of known size") @Nullable
            Long totalSizeBytes,

            @Doc("That size in MB") @Nullable Double totalSizeMb,

            @Doc("Number of files of unknown size") int filesWithoutSize) {
        static FolderFacts of(FileTally tally) {
            return new FolderFacts(tally.files(), tally.knownBytes(), tally.knownMegabytes(), tally.unsized());
        }
    }

    record DataSummary(
            @Doc("Number of files") int totalFiles,

            @Doc("Total size in bytes, of files of known size; absent if none is known") @Nullable
            Long totalSizeBytes,

            @Doc("That size in MB") @Nullable Double totalSizeMb,

            @Doc("That size in GB") @Nullable Double totalSizeGb,

            @Doc("Number of files of unknown size") int filesWithoutSize,

            @Doc("Number of file types") int fileTypeCount,

            @Doc("Number of files by type, at most 50; the last is the sum of all others")
            Map<String, Integer> fileTypes,

            @Doc("Number and size of files by the same types")
            Map<String, TypeFacts> fileTypeDistribution) {
        static DataSummary of(PackageContents contents, int groups) {
            var types = contents.byType();
            var total = contents.total();
            var bytes = total.knownBytes();
            return new DataSummary(
                    total.files(),
                    bytes,
                    total.knownMegabytes(),
                    bytes == null ? null : Math.round(bytes / GIGABYTE * NANO) / NANO,
                    total.unsized(),
                    types.size(),
                    ranked(types, groups, "types", FileTally::files),
                    ranked(types, groups, "types", TypeFacts::of));
        }
    }

    record PackageStructure(
            @Doc(
                    "Number and size of files by folder, at most 50; the last is the sum of all others. \"root\" has the files in no folder")
            Map<String, FolderFacts> folders,

            @Doc("Number of folders") int folderCount,

            @Doc("\"flat\" if all files are at the root, else \"smart_hierarchy\"")
            String organizationType) {
        static PackageStructure of(PackageContents contents, int groups) {
            var folders = new LinkedHashMap<String, FileTally>();
            contents.byFolder().forEach((folder, tally) -> folders.put(label(folder, contents), tally));
            return new PackageStructure(
                    ranked(folders, groups, "folders", FolderFacts::of),
                    folders.size(),
                    contents.folders().stream().allMatch(String::isEmpty) ? "flat" : "smart_hierarchy");
        }

        private static String label(String folder, PackageContents contents) {
            return !folder.isEmpty() ? folder : contents.folders().contains(ROOT) ? "/" : ROOT;
        }
    }

    record SourceInfo(
            @Doc("Type") @Nullable String type,
            @Doc("Bucket") @Nullable String bucket,
            @Doc("Prefix") @Nullable String prefix,

            @Doc("Description") @Nullable String sourceDescription) {
        static SourceInfo of(Map<String, Object> source) {
            return new SourceInfo(
                    SummarySource.text(source, "type"),
                    SummarySource.text(source, "bucket"),
                    SummarySource.text(source, "prefix"),
                    SummarySource.text(source, "source_description"));
        }
    }

    record Documentation(
            @Doc("Whether readme_content has text") boolean readmeGenerated,

            @Doc("Length of that text, in characters") int readmeLength,

            @Doc("Whether the metadata has a member quilt") boolean metadataComplete) {
        static Documentation of(SummarySource source) {
            var readme = Objects.requireNonNullElse(source.readme(), "");
            return new Documentation(
                    !readme.isEmpty(), readme.length(), !source.quilt().isEmpty());
        }
    }

    record PackageAccess(
            @Doc("Python expression that opens the package") String browseCommand,

            @Doc("Page of the package in the catalog; absent if source_info names no bucket") @Nullable
            String catalogUrl) {
        static PackageAccess of(SummarySource source, CatalogSite site) {
            return new PackageAccess(source.browseCommand(), source.page(site));
        }
    }

    private static <T> Map<String, T> ranked(
            Map<String, FileTally> tallies, int max, String what, Function<FileTally, T> facts) {
        var ranked = new LinkedHashMap<String, T>();
        TallyRanking.of(tallies, max, what, FileTally::files)
                .groups()
                .forEach(it -> ranked.put(unused(it.getKey(), ranked), facts.apply(it.getValue())));
        return ranked;
    }

    /** The shortened name, with more ellipses where that of another group is the same. */
    private static String unused(String name, Map<String, ?> used) {
        var shortened = TallyRanking.shortened(name);
        while (used.containsKey(shortened)) {
            shortened += "…";
        }
        return shortened;
    }
}
