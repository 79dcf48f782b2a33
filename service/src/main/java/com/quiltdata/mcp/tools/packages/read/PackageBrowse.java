package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Attempt.FailedAttempt;
import com.quiltdata.mcp.catalog.Attempt.SuccessfulAttempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.PackageRef;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lists the files and folders of a package revision. */
public final class PackageBrowse implements Tool<PackageBrowse.Input, PackageBrowseResult> {
    private static final int MAX_ENTRIES = 1000;
    private static final int MAX_LINKS = 50;
    private static final Duration LIFETIME = Duration.ofHours(1);

    record Input(
            @Doc("Package, like \"examples/hurdat\"; send with registry, or send uri")
            @Nullable
            @Pattern(regexp = "^[^/\\s]+/[^/\\s]+$", message = "must be namespace/name")
            String packageName,

            @Doc("Bucket name or s3://bucket") @Nullable String registry,

            @Doc("List all levels below path; false lists one") @Default("true")
            boolean recursive,

            @Doc("Include size, hash and physical key of files") @Default("true")
            boolean includeFileInfo,

            @Doc("Maximum folder depth when recursive; 0 = no limit") @Default("0") @Min(0)
            int maxDepth,

            @Doc("Maximum number of entries, up to 1000; 0 = 1000") @Default("0") @Min(0)
            int top,

            @Doc("Include download links, if at most 50 files are listed") @Default("true")
            boolean includeSignedUrls,

            @Doc("Folder or file in the package, like \"data/raw\"; empty for its root") @Default("\"\"")
            String path,

            @Doc("Top hash, its first 6 or more digits, or \"latest\"") @Default("\"latest\"")
            String revision,

            @Doc("Quilt+ URI, like \"quilt+s3://bucket#package=examples/hurdat\"; replaces package_name and "
                    + "registry")
            @Nullable
            String uri,

            @Doc("next_offset of the previous result; also send its revision") @Default("0") @Min(0)
            int offset) {}

    private static final Spec<Input, PackageBrowseResult> SPEC = new Spec<>(
                    "package_browse",
                    "Browse a package",
                    Effect.READ,
                    "Lists the files of a Quilt package, at any revision and below any path: logical and physical keys, sizes, hashes, "
                            + "download links, complete totals, and the package's metadata. Use package_revision for metadata only, "
                            + "object_read to read a file.",
                    Input.class,
                    PackageBrowseResult.class)
            .shownIn(AppView.PACKAGE);

    private final PackageReader packages;
    private final ManifestReader manifests;
    private final ObjectReader objects;

    public PackageBrowse(PackageReader packages, ManifestReader manifests, ObjectReader objects) {
        this.packages = packages;
        this.manifests = manifests;
        this.objects = objects;
    }

    @Override
    public Spec<Input, PackageBrowseResult> spec() {
        return SPEC;
    }

    @Override
    public PackageBrowseResult call(Input in, Call call) {
        var target = PackageRef.of(in.uri(), in.registry(), in.packageName(), in.revision(), in.path())
                .resolved(packages, call);
        var view = packages.view(call.caller(), target.name(), target.revision(), target.path(), MAX_ENTRIES);
        var listing = listing(target.name(), view, in, call);
        var shown = listing.page();
        var linksRequested = in.includeFileInfo() && in.includeSignedUrls();
        var linked = linksRequested
                && shown.stream().filter(PackageEntry.File.class::isInstance).count() <= MAX_LINKS;
        var isFile = view.file() != null;
        var entries =
                shown.stream().map(it -> entry(it, in, linked, isFile, call)).toList();
        var source = new PackageBrowseResult.BrowseSource(
                target.name(),
                view.revision(),
                view.path(),
                listing,
                in.recursive(),
                linksRequested,
                in.offset(),
                false);
        return PackageBrowseResult.of(
                source, entries, in.offset() == 0 ? view.revision().userMeta() : null);
    }

    /** Reads the manifest if the registry has more files than it lists; only one level if that cannot be read. */
    private PathListing listing(PackageName name, PackageView view, Input in, Call call) {
        var limit = in.top() == 0 ? MAX_ENTRIES : Math.min(in.top(), MAX_ENTRIES);
        var slice = new PathListing.Slice(in.recursive() ? in.maxDepth() : 1, in.offset(), limit);
        var contents = view.contents();
        if (contents != null) {
            return PathListing.of(view, contents, slice);
        }
        var hash = view.revision().hash();
        Attempt<PathListing> read = Attempt.of(() ->
                manifests.with(call.caller(), name, hash, manifest -> PathListing.of(view, manifest.files(), slice)));
        return switch (read) {
            case SuccessfulAttempt(var listing) -> listing;
            case FailedAttempt(Failure.Throttled reason) -> throw reason;
            case FailedAttempt(var reason) -> PathListing.level(view, slice, reason.sentence());
        };
    }

    private BrowseEntry entry(PackageEntry entry, Input in, boolean linked, boolean withMetadata, Call call) {
        return switch (entry) {
            case PackageEntry.Folder folder -> BrowseEntry.of(folder, in.includeFileInfo());
            case PackageEntry.File file when !in.includeFileInfo() -> BrowseEntry.named(file);
            case PackageEntry.File file -> {
                var link = S3Uri.find(file.physicalKey())
                        .filter(location -> linked)
                        .flatMap(location -> objects.tryLink(call.caller(), location, LIFETIME));
                yield BrowseEntry.of(file, link.orElse(null), withMetadata);
            }
        };
    }
}
