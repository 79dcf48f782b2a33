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

    /** Everything below the path where the catalog gives it, else one level; at most so many entries. */
    static PackagePage of(PackageName name, PackageView view) {
        var contents = view.contents();
        var root = view.path().isEmpty() || view.path().endsWith("/") ? view.path() : view.path() + "/";
        List<? extends PackageEntry> all = contents == null
                ? view.children()
                : contents.stream().filter(file -> file.path().startsWith(root)).toList();
        var revision = view.revision();
        return new PackagePage(
                        name.name(),
                        "s3://" + name.bucket(),
                        revision.hash(),
                        new QuiltUri(name.bucket(), name.name(), revision.hash(), null, root, null).print(),
                        revision.modified(),
                        revision.message(),
                        revision.workflow(),
                        revision.userMeta(),
                        revision.totalEntries(),
                        revision.totalBytes(),
                        root,
                        contents != null,
                        all.stream().limit(MOST_ENTRIES).map(Entry::of).toList(),
                        all.size(),
                        false,
                        null)
                .first(MOST_ENTRIES);
    }

    @Override
    public int parts() {
        return entries.size();
    }

    @Override
    public PackagePage first(int parts) {
        var shown = entries.stream().limit(parts).toList();
        return new PackagePage(
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
                shown,
                totalEntries,
                !recursive || shown.size() < totalEntries,
                note(shown.size()));
    }

    private @Nullable String note(int shown) {
        if (shown < totalEntries) {
            return "%,d of %,d entries are listed; read a folder by its path, or use package_browse."
                    .formatted(shown, totalEntries);
        }
        return recursive
                ? null
                : "The package has more than %,d files, so one level is listed; read a folder by its path, or use package_browse."
                        .formatted(MOST_ENTRIES);
    }
}
