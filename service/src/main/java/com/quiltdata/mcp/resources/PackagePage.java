package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.PackageEntry;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.PackageView;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.Sliceable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A package or a folder of it, as JSON.
 *
 * @param uri of exactly this, whatever becomes of the package
 * @param recursive whether everything below is listed, or one level
 * @param totalEntries how many entries there are to list, shown or not
 */
record PackagePage(
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
        List<Entry> entries,
        int totalEntries,
        boolean truncated,
        @Nullable String note)
        implements Sliceable<PackagePage> {
    static final int MOST_ENTRIES = 1000;

    record Entry(
            String logicalKey,
            String type,
            @Nullable Long size,
            @Nullable String physicalKey,
            @Nullable String hash) {
        private static Entry of(PackageEntry entry) {
            return switch (entry) {
                case PackageEntry.File file ->
                    new Entry(
                            file.path(),
                            "file",
                            file.size(),
                            file.physicalKey(),
                            file.hash() == null ? null : file.hash().value());
                case PackageEntry.Folder folder -> new Entry(folder.path(), "directory", folder.size(), null, null);
            };
        }
    }

    /** Everything below the path where the catalog gives it, else one level; at most {@code most} entries. */
    static PackagePage of(PackageName name, PackageView view, int most) {
        var contents = view.contents();
        var root = view.path().isEmpty() || view.path().endsWith("/") ? view.path() : view.path() + "/";
        List<? extends PackageEntry> all = contents == null
                ? view.children()
                : contents.stream().filter(file -> file.path().startsWith(root)).toList();
        var shown = all.stream().limit(most).map(Entry::of).toList();
        var revision = view.revision();
        var path = root.isEmpty() ? null : root;
        return new PackagePage(
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
                contents != null,
                shown,
                all.size(),
                contents == null || shown.size() < all.size(),
                note(contents == null, shown.size(), all.size()));
    }

    @Override
    public int parts() {
        return entries.size();
    }

    @Override
    public PackagePage first(int parts) {
        return cut(entries.subList(0, parts), metadata, note(!recursive, parts, totalEntries));
    }

    @Override
    public @Nullable PackagePage lean() {
        return metadata == null
                ? null
                : cut(
                        entries,
                        null,
                        "The metadata is too large for an answer; it stands in %s/.quilt/packages/%s."
                                .formatted(registry, revision));
    }

    private PackagePage cut(List<Entry> kept, @Nullable Map<String, Object> shownMetadata, @Nullable String saying) {
        return new PackagePage(
                packageName,
                registry,
                revision,
                uri,
                modified,
                message,
                workflow,
                shownMetadata,
                totalFiles,
                totalBytes,
                path,
                recursive,
                kept,
                totalEntries,
                true,
                saying);
    }

    private static @Nullable String note(boolean oneLevel, int shown, int all) {
        if (shown < all) {
            return "%,d of %,d entries of this level are listed; read a folder by its path, or use package_browse."
                    .formatted(shown, all);
        }
        return oneLevel
                ? "The package has more than %,d files, so one level is listed; read a folder by its path, or use package_browse."
                        .formatted(MOST_ENTRIES)
                : null;
    }
}
