package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.tool.Truncatable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A package or one of its folders, as JSON.
 *
 * @param uri Quilt+ URI of this revision and path, which stays valid when the package changes
 * @param recursive whether all levels below the path are listed, or only one
 * @param totalEntries number of entries at this path, listed here or not; null if unknown
 */
record PackageDocument(
        String packageName,
        String registry,
        String revision,
        String uri,
        Instant modified,
        @Nullable String message,
        @Nullable String workflow,
        @Nullable Map<String, Object> metadata,
        @Nullable Integer totalFiles,
        @Nullable Long totalBytes,
        String path,
        boolean recursive,
        List<EntrySummary> entries,
        @Nullable Integer totalEntries,
        boolean truncated,
        @Nullable String note)
        implements Truncatable<PackageDocument> {
    record EntrySummary(
            String logicalKey,
            String type,
            @Nullable Long size,
            @Nullable String physicalKey,
            @Nullable String hash) {
        static EntrySummary of(PackageEntry entry) {
            return switch (entry) {
                case PackageEntry.File file ->
                    new EntrySummary(
                            file.path(),
                            "file",
                            file.size(),
                            file.physicalKey(),
                            file.hash() == null ? null : file.hash().value());
                case PackageEntry.Folder folder ->
                    new EntrySummary(folder.path(), "directory", folder.size(), null, null);
            };
        }
    }

    static PackageDocument of(PackageName name, PackageView view, FolderListing listing) {
        var root = view.folder();
        var revision = view.revision();
        var path = root.isEmpty() ? null : root;
        var shown = listing.entries().size();
        var complete = listing.total() != null && shown == listing.total();
        return new PackageDocument(
                name.name(),
                "s3://" + name.bucket(),
                revision.hash(),
                new QuiltUri(name.bucket(), name.name(), revision.hash(), null, path, null).print(),
                revision.modified(),
                revision.message(),
                revision.workflow(),
                revision.userMeta(),
                revision.totalEntries(),
                revision.totalBytes(),
                root,
                listing.recursive(),
                listing.entries(),
                listing.total(),
                !complete || !listing.recursive(),
                complete || listing.total() == null ? listing.omitted() : cutNote(shown, listing.total(), false));
    }

    @Override
    public int parts() {
        return entries.size();
    }

    @Override
    public PackageDocument first(int parts) {
        var omitted = totalEntries == null
                ? "Only the first %,d entries are listed. %s".formatted(parts, note)
                : cutNote(parts, totalEntries, recursive);
        return cut(entries.subList(0, parts), metadata, omitted);
    }

    @Override
    public @Nullable PackageDocument withoutMetadata() {
        return metadata == null
                ? null
                : cut(
                        entries,
                        null,
                        "The metadata is too large for a result; it is in the object %s/.quilt/packages/%s."
                                .formatted(registry, revision));
    }

    private PackageDocument cut(
            List<EntrySummary> entries, @Nullable Map<String, Object> metadata, @Nullable String note) {
        return new PackageDocument(
                packageName,
                registry,
                revision,
                uri,
                modified,
                message,
                workflow,
                metadata,
                totalFiles,
                totalBytes,
                path,
                recursive,
                entries,
                totalEntries,
                true,
                note);
    }

    private static String cutNote(int shown, int all, boolean recursive) {
        return "%,d of %,d entries%s are listed; read a folder by its path, or page through all files with package_browse."
                .formatted(shown, all, recursive ? "" : " of this level");
    }
}
