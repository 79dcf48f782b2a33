package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.PackageRef;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes one revision of a package, without its files. */
public final class PackageRevision implements Tool<PackageRevision.Input, PackageRevision.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") @Nullable String bucket,

            @Doc("Package, like \"examples/hurdat\"") @Nullable
            String name,

            @Doc("Top hash, its first 6 or more digits, or \"latest\"") @Default("\"latest\"")
            String revision,

            @Doc("Quilt+ URI, like \"quilt+s3://bucket#package=examples/hurdat\"; replaces bucket and name") @Nullable
            String uri) {}

    record Output(
            @Doc("Package name, namespace/name") String packageName,
            @Doc("Bucket, as s3://bucket") String registry,
            @Doc("Top hash") String revision,
            @Doc("Creation time") Instant modified,
            @Doc("Commit message") @Nullable String message,

            @Doc("Workflow that the revision was validated against") @Nullable
            String workflow,

            @Doc("Package metadata") @Nullable Map<String, Object> metadata,
            @Doc("Number of files") @Nullable Integer totalEntries,
            @Doc("Total size in bytes") @Nullable Long totalBytes,
            @Doc("Quilt+ URI of exactly this revision") String uri,
            @Doc("Its page in the catalog") String catalogUrl,

            @Doc("Whether the metadata is omitted because of its size")
            boolean truncated,

            @Doc("How to read the omitted metadata") @Nullable
            String note)
            implements Truncatable<Output> {
        static Output of(PackageName name, Revision revision, CatalogSite site) {
            return new Output(
                    name.name(),
                    "s3://" + name.bucket(),
                    revision.hash(),
                    revision.modified(),
                    CommitMessage.of(name, revision),
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
        public @Nullable Output withoutMetadata() {
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
                            "The metadata is too large for a response; read it with object_read at %s/.quilt/packages/%s."
                                    .formatted(registry, revision));
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "package_revision",
            "Describe a revision",
            Effect.READ,
            "Returns one revision of a package without its files: top hash, message, metadata, workflow, date, number of files, "
                    + "bytes, and its Quilt+ URI for citing. Use package_browse to list its files.",
            Input.class,
            Output.class);

    private final PackageReader packages;
    private final CatalogSite site;

    public PackageRevision(PackageReader packages, CatalogSite site) {
        this.packages = packages;
        this.site = site;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var target = PackageRef.ArgumentNames.PLATFORM
                .target(in.uri(), in.bucket(), in.name(), in.revision(), "")
                .resolved(packages, call);
        return Output.of(target.name(), packages.revision(call.caller(), target.name(), target.revision()), site);
    }
}
