package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.HasContentBlocks;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.FileProperties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@link PackageBrowse}. */
record PackageBrowseResult(
        @Doc("Package name, namespace/name") String packageName,
        @Doc("Bucket, as s3://bucket") String registry,
        @Doc("Top hash of the listed revision") String revision,
        @Doc("Creation time") Instant modified,
        @Doc("Commit message") @Nullable String message,
        @Doc("The listed path") String path,

        @Doc("Total number of entries at the path, including those not returned")
        int totalEntries,

        @Doc("Totals of the files and folders at the path") Summary summary,
        @Doc("\"recursive\", or \"flat\" for one level") String viewType,
        @Doc("Entries, sorted by logical key") List<BrowseEntry> entries,

        @Doc("Package metadata of the revision; only on the first page") @Nullable
        Map<String, Object> metadata,

        @Doc("Whether entries, levels or metadata are left out")
        boolean truncated,

        @Doc("Send as offset, with this revision, to get the next entries") @Nullable
        Integer nextOffset,

        @Doc("What is left out, and how to get it") @Nullable
        String note,

        @Doc("The source of the result") @Hidden BrowseSource told)
        implements Truncatable<PackageBrowseResult>, HasContentBlocks {
    record Summary(
            @Doc("Total size in bytes of the files below the path; absent if the catalog does not report it") @Nullable
            Long totalSize,

            @Doc("Total size in readable form, like \"1.5 MB\"") @Nullable
            String totalSizeHuman,

            @Doc("File extensions, sorted") List<String> fileTypes,

            @Doc("Number of files below the path; when flat, on this level")
            int totalFiles,

            @Doc("Number of folders below the path; when flat, on this level")
            int totalDirectories) {
        static Summary of(PathListing listing) {
            return new Summary(
                    listing.size(),
                    FileProperties.human(listing.size()),
                    List.copyOf(listing.fileTypes()),
                    listing.files(),
                    listing.folders());
        }
    }

    /** The parts of the request that decide what the note says is missing. */
    record BrowseRequest(boolean recursive, boolean links, int offset) {}

    /**
     * The source that a result, or a shorter one, is built from.
     *
     * @param lean whether metadata is omitted because it does not fit into a response
     */
    record BrowseSource(
            PackageName name, Revision revision, String path, PathListing listing, BrowseRequest asked, boolean lean) {
        BrowseSource leaner() {
            return new BrowseSource(name, revision, path, listing, asked, true);
        }
    }

    static PackageBrowseResult of(
            BrowseSource told, List<BrowseEntry> entries, @Nullable Map<String, Object> metadata) {
        var revision = told.revision();
        var listing = told.listing();
        var next = told.asked().offset() + entries.size();
        var more = next < listing.entries().size();
        return new PackageBrowseResult(
                told.name().name(),
                "s3://" + told.name().bucket(),
                revision.hash(),
                revision.modified(),
                revision.message(),
                told.path(),
                listing.entries().size(),
                Summary.of(listing),
                listing.deep() ? "recursive" : "flat",
                entries,
                metadata,
                more || told.lean() || (told.asked().recursive() && !listing.deep()),
                more ? next : null,
                note(told, entries),
                told);
    }

    /** Counts entries first and links second, so that links are dropped before entries. */
    @Override
    public int parts() {
        return entries.stream().anyMatch(it -> it.signedUrl() != null) ? 2 * entries.size() : entries.size();
    }

    @Override
    public PackageBrowseResult first(int parts) {
        var kept = new ArrayList<>(entries.subList(0, Math.max(0, parts - entries.size())));
        entries.subList(kept.size(), Math.min(parts, entries.size())).forEach(it -> kept.add(it.unlinked()));
        return of(told, List.copyOf(kept), metadata);
    }

    @Override
    public @Nullable PackageBrowseResult withoutMetadata() {
        return told.lean()
                ? null
                : of(told.leaner(), entries.stream().map(BrowseEntry::plain).toList(), null);
    }

    /** A resource link, if the path is a single file. */
    @Override
    public List<ContentBlock> blocks() {
        var files = told.listing().entries();
        if (files.size() != 1
                || !(files.getFirst() instanceof PackageEntry.File file)
                || !file.path().equals(path)) {
            return List.of();
        }
        var uri = new QuiltUri(told.name().bucket(), packageName, revision, null, path, null);
        var name = path.substring(path.lastIndexOf('/') + 1);
        return List.of(new ContentBlock.ResourceLink(uri.print(), name, null, file.size()));
    }

    private static @Nullable String note(BrowseSource told, List<BrowseEntry> shown) {
        var sentences = new ArrayList<String>();
        var all = told.listing().entries().size();
        var next = told.asked().offset() + shown.size();
        if (told.asked().recursive() && !told.listing().deep()) {
            sentences.add("%s, so only one level is listed; call again with `path` set to one of its folders."
                    .formatted(howMany(told.revision())));
        }
        if (next < all) {
            sentences.add(
                    "%,d of %,d entries are listed; narrow with `path`, or call again with offset=%d and revision=%s."
                            .formatted(shown.size(), all, next, told.revision().hash()));
        }
        var unlinked = shown.stream()
                .filter(it -> !it.isDirectory() && it.signedUrl() == null)
                .count();
        if (told.asked().links() && unlinked > 0) {
            sentences.add("%,d files have no signed_url here; bucket_object_link gives one for a physical_key."
                    .formatted(unlinked));
        }
        if (told.lean()) {
            sentences.add(
                    "The metadata is too large for a response; read it with bucket_object_text at s3://%s/.quilt/packages/%s."
                            .formatted(told.name().bucket(), told.revision().hash()));
        }
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    private static String howMany(Revision revision) {
        var files = revision.totalEntries();
        return files == null
                ? "The package has more than 1,000 files"
                : "The package has %,d files, more than the maximum of 1,000 for a recursive listing".formatted(files);
    }
}
