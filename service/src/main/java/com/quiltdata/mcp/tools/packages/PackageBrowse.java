package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.PackageEntry;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a package holds. */
final class PackageBrowse implements Tool<PackageBrowse.Input, Browsed> {
    private static final int MOST_ENTRIES = 1000;
    private static final int MOST_LINKS = 50;
    private static final Duration LIFETIME = Duration.ofHours(1);

    record Input(
            @Doc("namespace/name; send it with registry, or send uri instead")
            @Nullable
            @Alias("name")
            @Pattern(regexp = "^[^/\\s]+/[^/\\s]+$", message = "must be namespace/name")
            String packageName,

            @Doc("Bucket of the package: its name or s3://bucket") @Nullable @Alias("bucket")
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

            @Doc("latest, or a top hash") @Default("\"latest\"")
            String revision,

            @Doc("Quilt+ URI of the package, instead of package_name and registry") @Nullable
            String uri,

            @Doc("next_offset of the answer before, to go on; send its revision too") @Default("0") @Min(0)
            int offset) {}

    private static final Spec<Input, Browsed> SPEC = new Spec<>(
            "package_browse",
            "Browse a package",
            Effect.READ,
            "Lists the files of a Quilt package, at any revision and below any path: logical and physical keys, sizes, hashes, "
                    + "download links, and the package's metadata. Everything is listed if the package has at most 1,000 "
                    + "files, else one level: go down with `path`. physical_key is what bucket_object_text takes.",
            Input.class,
            Browsed.class);

    private final PackageReader packages;
    private final ObjectReader objects;

    PackageBrowse(PackageReader packages, ObjectReader objects) {
        this.packages = packages;
        this.objects = objects;
    }

    @Override
    public Spec<Input, Browsed> spec() {
        return SPEC;
    }

    @Override
    public Browsed call(Input in, Call call) {
        var target = Target.of(in.uri(), in.registry(), in.packageName(), in.revision(), in.path())
                .resolved(packages, call);
        var view = packages.view(
                call.caller(), target.name(), target.revision(), target.path(), in.recursive() ? MOST_ENTRIES : 0);
        var listing = Listing.of(view, in.recursive(), in.maxDepth());
        var most = in.top() == 0 ? MOST_ENTRIES : Math.min(in.top(), MOST_ENTRIES);
        var shown = listing.entries().stream().skip(in.offset()).limit(most).toList();
        var wanted = in.includeFileInfo() && in.includeSignedUrls();
        var linked = wanted && files(shown).count() <= MOST_LINKS;
        var alone = view.file() != null;
        var entries =
                shown.stream().map(it -> entry(it, in, linked, alone, call)).toList();
        var told = new Browsed.Told(
                target.name(),
                view.revision(),
                view.path(),
                listing,
                new Browsed.Asked(in.recursive(), wanted, in.offset()),
                false);
        return Browsed.of(told, entries, in.offset() == 0 ? view.revision().userMeta() : null);
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
}
