package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.PackageEntry;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.Revision;
import com.quiltdata.mcp.tool.Block;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Shown;
import com.quiltdata.mcp.tool.Sliceable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link PackageBrowse} answers. */
record Browsed(
        @Doc("The package") String packageName,
        @Doc("Its bucket") String registry,
        @Doc("Top hash of the revision that was read") String revision,
        @Doc("When the revision was made") Instant modified,
        @Doc("Its message") @Nullable String message,
        @Doc("The path that is listed") String path,

        @Doc("How many entries there are to list, shown or not")
        int totalEntries,

        @Doc("What there is at the path") Summary summary,
        @Doc("recursive, or flat for one level") String viewType,
        @Doc("The entries, in order of their keys") List<Entry> entries,
        @Doc("The metadata of the revision") @Nullable Map<String, Object> metadata,

        @Doc("Whether something that was asked for is not listed")
        boolean truncated,

        @Doc("Send as offset, with this revision, for the rest") @Nullable
        Integer nextOffset,

        @Doc("What is left out and how to get it") @Nullable String note,

        @Doc("What it was made of") @Hidden Told told)
        implements Sliceable<Browsed>, Shown {
    record Summary(
            @Doc("Bytes of all below the path; absent where the catalog does not tell them") @Nullable
            Long totalSize,

            @Doc("The same for people") @Nullable String totalSizeHuman,
            @Doc("Extensions of the files, sorted") List<String> fileTypes,

            @Doc("Files below the path; when flat, on this level")
            int totalFiles,

            @Doc("Folders below the path; when flat, on this level")
            int totalDirectories) {
        static Summary of(Listing listing) {
            return new Summary(
                    listing.size(),
                    Entry.human(listing.size()),
                    List.copyOf(listing.fileTypes()),
                    listing.files(),
                    listing.folders());
        }
    }

    /** What was asked for, as far as the answer tells what is missing. */
    record Asked(boolean recursive, boolean links, int offset) {}

    /**
     * What there is to tell.
     *
     * @param lean without metadata, because it is larger than an answer
     */
    record Told(PackageName name, Revision revision, String path, Listing listing, Asked asked, boolean lean) {
        Told leaner() {
            return new Told(name, revision, path, listing, asked, true);
        }
    }

    static Browsed of(Told told, List<Entry> entries, @Nullable Map<String, Object> metadata) {
        var revision = told.revision();
        var listing = told.listing();
        var next = told.asked().offset() + entries.size();
        var more = next < listing.entries().size();
        return new Browsed(
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

    /** The entries without links, and then the links: an entry that is not told of is the greater loss. */
    @Override
    public int parts() {
        return entries.stream().anyMatch(it -> it.signedUrl() != null) ? 2 * entries.size() : entries.size();
    }

    @Override
    public Browsed first(int parts) {
        var kept = new ArrayList<>(entries.subList(0, Math.max(0, parts - entries.size())));
        entries.subList(kept.size(), Math.min(parts, entries.size())).forEach(it -> kept.add(it.unlinked()));
        return of(told, List.copyOf(kept), metadata);
    }

    @Override
    public @Nullable Browsed lean() {
        return told.lean()
                ? null
                : of(told.leaner(), entries.stream().map(Entry::plain).toList(), null);
    }

    /** A single file may be read as a resource. */
    @Override
    public List<Block> blocks() {
        var files = told.listing().entries();
        if (files.size() != 1
                || !(files.getFirst() instanceof PackageEntry.File file)
                || !file.path().equals(path)) {
            return List.of();
        }
        var uri = new QuiltUri(told.name().bucket(), packageName, revision, null, path, null);
        var name = path.substring(path.lastIndexOf('/') + 1);
        return List.of(new Block.Link(uri.print(), name, null, file.size()));
    }

    private static @Nullable String note(Told told, List<Entry> shown) {
        var sentences = new ArrayList<String>();
        var all = told.listing().entries().size();
        var next = told.asked().offset() + shown.size();
        if (told.asked().recursive() && !told.listing().deep()) {
            sentences.add("%s, so one level is listed; call again with `path` set to one of its folders."
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
                    "The metadata is too large for an answer; bucket_object_text reads it at s3://%s/.quilt/packages/%s."
                            .formatted(told.name().bucket(), told.revision().hash()));
        }
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    private static String howMany(Revision revision) {
        var files = revision.totalEntries();
        return files == null
                ? "The package has more than 1,000 files"
                : "The package has %,d files, more than are listed at once".formatted(files);
    }
}
