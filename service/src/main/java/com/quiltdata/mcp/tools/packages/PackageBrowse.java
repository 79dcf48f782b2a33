package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.PackageEntry;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.Revision;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a package holds. */
final class PackageBrowse implements Tool<PackageBrowse.Input, PackageBrowse.Output> {
    private static final int MOST_ENTRIES = 1000;
    private static final int MOST_LINKS = 50;
    private static final Duration LIFETIME = Duration.ofHours(1);

    record Input(
            @Doc("namespace/name; send it with registry, or send uri instead")
            @Nullable
            @Pattern(regexp = "^[^/\\s]+/[^/\\s]+$", message = "must be namespace/name")
            String packageName,

            @Doc("Bucket of the package: its name or s3://bucket") @Nullable
            String registry,

            @Doc("Whether to list everything below the path, or one level") @Default("true")
            boolean recursive,

            @Doc("Whether to tell size, hash and physical key of files") @Default("true")
            boolean includeFileInfo,

            @Doc("How many levels to open when recursive; 0 for all") @Default("0") @Min(0)
            int maxDepth,

            @Doc("Most entries to list; 0 for as many as an answer holds") @Default("0") @Min(0)
            int top,

            @Doc("Whether to add download links, if at most 50 files are listed") @Default("true")
            boolean includeSignedUrls,

            @Doc("Folder or file in the package; empty for its root") @Default("\"\"")
            String path,

            @Doc("latest, or a full top hash") @Default("\"latest\"")
            String revision,

            @Doc("Quilt+ URI of the package, instead of package_name and registry") @Nullable
            String uri) {}

    record Output(
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

            @Doc("What is left out and how to get it") @Nullable
            String note) {}

    record Summary(
            @Doc("Bytes of all below the path, as far as the catalog tells")
            long totalSize,

            @Doc("The same for people") @Nullable String totalSizeHuman,
            @Doc("Extensions of the files, sorted") List<String> fileTypes,

            @Doc("Files below the path; when flat, on this level")
            int totalFiles,

            @Doc("Folders below the path; when flat, on this level")
            int totalDirectories) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "package_browse",
            "Browse a package",
            Effect.READ,
            "Lists the files of a Quilt package, at any revision and below any path: logical and physical keys, sizes, hashes, "
                    + "download links, and the package's metadata. Everything is listed if the package has at most 1,000 "
                    + "files, else one level: go down with `path`. physical_key is what bucket_object_text takes.",
            Input.class,
            Output.class);

    private final PackageReader packages;
    private final ObjectReader objects;

    PackageBrowse(PackageReader packages, ObjectReader objects) {
        this.packages = packages;
        this.objects = objects;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var target = Target.of(in.uri(), in.registry(), in.packageName(), in.revision(), in.path());
        var view = packages.view(
                call.caller(), target.name(), target.revision(), target.path(), in.recursive() ? MOST_ENTRIES : 0);
        var listing = Listing.of(view, in.recursive(), in.maxDepth());
        var most = in.top() == 0 ? MOST_ENTRIES : Math.min(in.top(), MOST_ENTRIES);
        var shown = listing.entries().stream().limit(most).toList();
        var linked =
                in.includeFileInfo() && in.includeSignedUrls() && files(shown).count() <= MOST_LINKS;
        var alone = view.file() != null;
        var entries =
                shown.stream().map(it -> entry(it, in, linked, alone, call)).toList();
        var revision = view.revision();
        return new Output(
                target.name().name(),
                "s3://" + target.name().bucket(),
                revision.hash(),
                revision.modified(),
                revision.message(),
                view.path(),
                listing.entries().size(),
                summary(listing),
                listing.deep() ? "recursive" : "flat",
                entries,
                revision.userMeta(),
                shown.size() < listing.entries().size() || (in.recursive() && !listing.deep()),
                note(in, revision, listing, entries));
    }

    private Entry entry(PackageEntry entry, Input in, boolean linked, boolean withMetadata, Call call) {
        return switch (entry) {
            case PackageEntry.Folder folder -> Entry.of(folder, in.includeFileInfo());
            case PackageEntry.File file when !in.includeFileInfo() -> Entry.named(file);
            case PackageEntry.File file -> {
                var link = S3Uri.find(file.physicalKey())
                        .filter(location -> linked)
                        .flatMap(location -> objects.tryLink(call.caller(), location, LIFETIME));
                yield Entry.of(file, link.orElse(null), withMetadata);
            }
        };
    }

    private static Stream<PackageEntry> files(List<PackageEntry> entries) {
        return entries.stream().filter(PackageEntry.File.class::isInstance);
    }

    private static Summary summary(Listing listing) {
        return new Summary(
                listing.size(),
                Entry.human(listing.size()),
                List.copyOf(listing.fileTypes()),
                listing.files(),
                listing.folders());
    }

    private static @Nullable String note(Input in, Revision revision, Listing listing, List<Entry> shown) {
        var sentences = new ArrayList<String>();
        if (in.recursive() && !listing.deep()) {
            sentences.add("%s, so one level is listed; call again with `path` set to one of its folders."
                    .formatted(howMany(revision)));
        }
        if (shown.size() < listing.entries().size()) {
            sentences.add("%,d of %,d entries are listed; narrow with `path`%s."
                    .formatted(
                            shown.size(),
                            listing.entries().size(),
                            shown.size() < MOST_ENTRIES ? " or raise `top`" : ""));
        }
        var unlinked = shown.stream()
                .filter(it -> !it.isDirectory() && it.signedUrl() == null)
                .count();
        if (in.includeFileInfo() && in.includeSignedUrls() && unlinked > 0) {
            sentences.add("%,d files have no signed_url here; bucket_object_link gives one for a physical_key."
                    .formatted(unlinked));
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
