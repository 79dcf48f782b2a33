package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.KeepBlank;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.packages.ManifestBuilder;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import com.quiltdata.mcp.tools.packages.S3UriInputs;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds S3 objects to an existing package. */
public final class PackageUpdate implements Tool<PackageUpdate.Input, PublishResult> {
    record Input(
            @Doc("Package, like \"examples/hurdat\"") String packageName,

            @Doc("Objects to add, like \"s3://bucket/key?versionId=…\"") @Size(min = 1) @Alias("s3_uri")
            List<String> s3Uris,

            @Doc("Bucket name or s3://bucket") String registry,

            @Doc("Metadata merged over the package's, key by key; null removes a key") @Nullable @KeepBlank
            Map<String, Object> metadata,

            @Doc("Commit message") @Nullable String message,

            @Doc("Name files by the last part of their keys; false keeps whole keys") @Default("true")
            boolean flatten,

            @Doc("Must be false") @Default("false") boolean copy,

            @Doc("Workflow. Default: the package's") @Nullable
            String workflow,

            @Doc("Use no workflow") @Default("false") boolean withoutWorkflow) {}

    private static final Spec<Input, PublishResult> SPEC = new Spec<>(
                    "package_update",
                    "Add objects to a package",
                    Effect.OVERWRITE,
                    "Adds S3 objects to an existing Quilt package, replacing files of the same name, merges metadata over its own, and "
                            + "returns the new top hash. Other files are unchanged. Fails if somebody else changes the package "
                            + "meanwhile. Use package_patch to also remove or rename files. Ask the user before writing.",
                    Input.class,
                    PublishResult.class)
            .slowly();

    private final RevisionPublisher publisher;
    private final CatalogSite site;

    public PackageUpdate(RevisionPublisher publisher, PackagePorts ports) {
        this.publisher = publisher;
        this.site = ports.site();
    }

    @Override
    public Spec<Input, PublishResult> spec() {
        return SPEC;
    }

    @Override
    public PublishResult call(Input in, Call call) {
        S3UriInputs.refuseCopy(in.copy());
        var workflow = RevisionDraft.workflow(in.workflow(), in.withoutWorkflow());
        var name = TargetPackage.of(in.registry(), in.packageName());
        var files = S3UriInputs.files(in.s3Uris(), in.flatten());
        var entries = RevisionDraft.entries(files, name, "");
        var base = publisher.base(call, name).expect("latest");
        var published = publisher.publish(call, base, manifest -> {
            var builder = ManifestBuilder.of(manifest, entries);
            entries.forEach(builder::set);
            return RevisionDraft.changing(
                    manifest, builder, files, new RevisionDraft.Changes(in.message(), in.metadata(), workflow));
        });
        return PublishResult.of(published, "updated", site);
    }
}
