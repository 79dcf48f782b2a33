package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.ObjectLocation;
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
import java.util.Optional;
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

        @Doc("Totals of all levels below the path; empty if unknown")
        Summary summary,

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

        @Doc("The source of the result") @Hidden BrowseSource source)
        implements Truncatable<PackageBrowseResult>, HasContentBlocks {
    record Summary(
            @Doc("Total size in bytes of the files below the path") @Nullable
            Long totalSize,

            @Doc("Total size in readable form, like \"1.5 MB\"") @Nullable
            String totalSizeHuman,

            @Doc("File extensions, sorted") @Nullable List<String> fileTypes,

            @Doc("Number of files below the path") @Nullable Integer totalFiles,

            @Doc("Number of folders below the path") @Nullable
            Integer totalDirectories) {
        static Summary of(PathListing.@Nullable Totals totals) {
            return totals == null
                    ? new Summary(null, null, null, null, null)
                    : new Summary(
                            totals.size(),
                            FileProperties.human(totals.size()),
                            List.copyOf(totals.fileTypes()),
                            totals.files(),
                            totals.folders());
        }
    }

    /**
     * The source that a result, or a shorter one, is built from.
     *
     * @param recursive whether all levels were requested
     * @param links whether links were requested
     * @param metadataOmitted whether metadata is omitted because it does not fit into a response
     */
    record BrowseSource(
            PackageName name,
            Revision revision,
            String path,
            PathListing listing,
            boolean recursive,
            boolean links,
            int offset,
            boolean metadataOmitted) {
        BrowseSource withoutMetadata() {
            return new BrowseSource(name, revision, path, listing, recursive, links, offset, true);
        }
    }

    static PackageBrowseResult of(
            BrowseSource source, List<BrowseEntry> entries, @Nullable Map<String, Object> metadata) {
        var revision = source.revision();
        var listing = source.listing();
        var next = source.offset() + entries.size();
        var more = next < listing.entries();
        return new PackageBrowseResult(
                source.name().name(),
                "s3://" + source.name().bucket(),
                revision.hash(),
                revision.modified(),
                CommitMessage.of(source.name(), revision),
                source.path(),
                listing.entries(),
                Summary.of(listing.totals()),
                source.recursive() && listing.totals() != null ? "recursive" : "flat",
                entries,
                metadata,
                more || source.metadataOmitted() || (source.recursive() && listing.totals() == null),
                more ? next : null,
                note(source, entries),
                source);
    }

    /** Counts entries first and links second, so that links are dropped before entries. */
    @Override
    public int parts() {
        return entries.stream().anyMatch(it -> it.signedUrl() != null) ? 2 * entries.size() : entries.size();
    }

    @Override
    public PackageBrowseResult first(int parts) {
        var shown = new ArrayList<>(entries.subList(0, Math.max(0, parts - entries.size())));
        entries.subList(shown.size(), Math.min(parts, entries.size())).forEach(it -> shown.add(it.withoutLink()));
        return of(source, List.copyOf(shown), metadata);
    }

    @Override
    public @Nullable PackageBrowseResult withoutMetadata() {
        return source.metadataOmitted()
                ? null
                : of(
                        source.withoutMetadata(),
                        entries.stream().map(BrowseEntry::withoutMetadata).toList(),
                        null);
    }

    /** A resource link, if the path is a single file. */
    @Override
    public List<ContentBlock> blocks() {
        var files = source.listing().page();
        if (files.size() != 1
                || !(files.getFirst() instanceof PackageEntry.File file)
                || !file.path().equals(path)) {
            return List.of();
        }
        var uri = new QuiltUri(source.name().bucket(), packageName, revision, null, path, null);
        var name = ObjectLocation.fileName(path);
        return List.of(new ContentBlock.ResourceLink(uri.print(), name, null, file.size()));
    }

    private static @Nullable String note(BrowseSource source, List<BrowseEntry> shown) {
        var sentences = new ArrayList<String>();
        var total = source.listing().entries();
        var next = source.offset() + shown.size();
        if (source.listing().unread() != null) {
            sentences.add(
                    "The package's manifest could not be read: %s Only one level is listed, without totals and hashes; send one of its folders as `path`."
                            .formatted(source.listing().unread()));
        }
        if (next < total) {
            sentences.add(
                    "%,d of %,d entries are listed; narrow with `path`, or call again with offset=%d and revision=%s."
                            .formatted(
                                    shown.size(), total, next, source.revision().hash()));
        }
        var unlinked = shown.stream()
                .filter(it -> !it.isDirectory() && it.signedUrl() == null)
                .count();
        if (source.links() && unlinked > 0) {
            sentences.add("%,d files have no signed_url here; bucket_object_link gives one for a physical_key."
                    .formatted(unlinked));
        }
        unreachable(shown).ifPresent(sentences::add);
        if (source.metadataOmitted()) {
            sentences.add(
                    "The metadata is too large for a response; read it with object_read at s3://%s/.quilt/packages/%s."
                            .formatted(source.name().bucket(), source.revision().hash()));
        }
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    private static Optional<String> unreachable(List<BrowseEntry> shown) {
        var files = shown.stream()
                .filter(it -> it.physicalKey() != null && !BucketLimit.allowsEntry(it.physicalKey()))
                .count();
        return files == 0
                ? Optional.empty()
                : Optional.of(
                        "%,d files are stored in buckets that this connection may not use, so they cannot be read or linked."
                                .formatted(files));
    }
}
