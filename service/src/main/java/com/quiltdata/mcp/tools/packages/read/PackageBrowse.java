package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.tool.Alias;
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
            @Alias("name")
            @Pattern(regexp = "^[^/\\s]+/[^/\\s]+$", message = "must be namespace/name")
            String packageName,

            @Doc("Bucket name or s3://bucket") @Nullable @Alias("bucket")
            String registry,

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

            @Doc("\"latest\" or a top hash") @Default("\"latest\"")
            String revision,

            @Doc("Quilt+ URI, like quilt+s3://bucket#package=ns/name; replaces package_name and registry") @Nullable
            String uri,

            @Doc("next_offset of the previous result; also send its revision") @Default("0") @Min(0)
            int offset) {}

    private static final Spec<Input, PackageBrowseResult> SPEC = new Spec<>(
            "package_browse",
            "Browse a package",
            Effect.READ,
            "Lists the files of a Quilt package, at any revision and below any path: logical and physical keys, sizes, hashes, "
                    + "download links, and the package's metadata. A package of more than 1,000 files is listed one level "
                    + "at a time: send a folder as `path`. Use package_revision for metadata only, object_read to read a file.",
            Input.class,
            PackageBrowseResult.class);

    private final PackageReader packages;
    private final ObjectReader objects;

    public PackageBrowse(PackageReader packages, ObjectReader objects) {
        this.packages = packages;
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
        var view = packages.view(
                call.caller(), target.name(), target.revision(), target.path(), in.recursive() ? MAX_ENTRIES : 0);
        var listing = PathListing.of(view, in.recursive(), in.maxDepth());
        var limit = in.top() == 0 ? MAX_ENTRIES : Math.min(in.top(), MAX_ENTRIES);
        var shown = listing.entries().stream().skip(in.offset()).limit(limit).toList();
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
