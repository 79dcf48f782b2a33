package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.Revision;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Sliceable;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One revision of a package, without what it holds. */
final class PackageRevision implements Tool<PackageRevision.Input, PackageRevision.Output> {
    record Input(
            @Doc("Bucket of the package: its name or s3://bucket") @Nullable @Alias("registry")
            String bucket,

            @Doc("namespace/name") @Nullable @Alias("package_name")
            String name,

            @Doc("latest, or a top hash") @Default("\"latest\"")
            String revision,

            @Doc("Quilt+ URI, instead of bucket and name") @Nullable
            String uri) {}

    record Output(
            @Doc("The package") String packageName,
            @Doc("Its bucket") String registry,
            @Doc("Top hash") String revision,
            @Doc("When it was made") Instant modified,
            @Doc("Its message") @Nullable String message,

            @Doc("The workflow it was checked against") @Nullable
            String workflow,

            @Doc("Its metadata") @Nullable Map<String, Object> metadata,
            @Doc("How many files it has") @Nullable Integer totalEntries,
            @Doc("Bytes of all") @Nullable Long totalBytes,
            @Doc("Quilt+ URI of exactly this revision") String uri,
            @Doc("Its page, for a browser") String catalogUrl,
            @Doc("Whether the metadata is left out") boolean truncated,
            @Doc("Where it is") @Nullable String note)
            implements Sliceable<Output> {
        static Output of(PackageName name, Revision revision, CatalogSite site) {
            return new Output(
                    name.name(),
                    "s3://" + name.bucket(),
                    revision.hash(),
                    revision.modified(),
                    revision.message(),
                    revision.workflow(),
                    revision.userMeta(),
                    revision.totalEntries(),
                    revision.totalBytes(),
                    new QuiltUri(name.bucket(), name.name(), revision.hash(), null, null, null).print(),
                    site.packageTree(name, revision.hash(), ""),
                    false,
                    null);
        }

        @Override
        public int parts() {
            return 0;
        }

        @Override
        public Output first(int parts) {
            return this;
        }

        @Override
        public @Nullable Output lean() {
            return metadata == null
                    ? null
                    : new Output(
                            packageName,
                            registry,
                            revision,
                            modified,
                            message,
                            workflow,
                            null,
                            totalEntries,
                            totalBytes,
                            uri,
                            catalogUrl,
                            true,
                            "The metadata is too large for an answer; bucket_object_text reads it at %s/.quilt/packages/%s."
                                    .formatted(registry, revision));
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "package_revision",
            "Describe a revision",
            Effect.READ,
            "Describes one revision of a package: top hash, message, metadata, workflow, date, number of files, bytes, and how to "
                    + "cite it. Use it for what a package says of itself; package_browse lists its files.",
            Input.class,
            Output.class);

    private final PackageReader packages;
    private final CatalogSite site;

    PackageRevision(PackageReader packages, CatalogSite site) {
        this.packages = packages;
        this.site = site;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var target = Target.Spelling.PLATFORM
                .target(in.uri(), in.bucket(), in.name(), in.revision(), "")
                .resolved(packages, call);
        return Output.of(target.name(), packages.revision(call.caller(), target.name(), target.revision()), site);
    }
}
