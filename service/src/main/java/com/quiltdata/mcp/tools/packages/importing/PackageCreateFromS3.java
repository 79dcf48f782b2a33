package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.KeepBlank;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.packages.ManifestBuilder;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.PackagePublisher;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import com.quiltdata.mcp.tools.packages.S3UriInputs;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates a package from the objects below an S3 prefix. */
public record PackageCreateFromS3(PackagePublisher publisher, PackagePorts ports)
        implements Tool<PackageCreateFromS3.Input, ImportResult> {
    /** What the generated metadata holds besides source and sizes. */
    enum MetadataTemplate {
        STANDARD,
        ML,
        ANALYTICS
    }

    record Input(
            @Doc("Bucket of the objects") String sourceBucket,

            @Doc("Package, like \"examples/hurdat\"") String packageName,

            @Doc("Key prefix of the objects, like \"raw/2024/\"") @Default("\"\"")
            String sourcePrefix,

            @Doc("Description for the metadata and README") @Default("\"\"")
            String description,

            @Doc("Bucket of the package. Default: source_bucket") @Nullable
            String targetRegistry,

            @Doc("Glob patterns of objects to take, like [\"*.csv\"]; they match keys, paths below the prefix "
                    + "or file names, and * also matches /")
            @Nullable
            @KeepBlank
            @Size(max = 100)
            List<String> includePatterns,

            @Doc("Glob patterns of objects to skip, like [\"*/tmp/*\", \"*.log\"]")
            @Nullable
            @KeepBlank
            @Size(max = 100)
            List<String> excludePatterns,

            @Doc("Template of the generated metadata") @Default("\"standard\"")
            MetadataTemplate metadataTemplate,

            @Doc("Must be false") @Default("false") boolean copy,

            @Doc("Put files into folders by type") @Default("false")
            boolean autoOrganize,

            @Doc("Add README.md and quilt_summarize.json") @Default("true")
            boolean generateReadme,

            @Doc("No effect") @Default("true") boolean confirmStructure,

            @Doc("Return the plan and write nothing") @Default("false") @KeepBlank
            boolean dryRun,

            @Doc("Replace an existing package") @Default("false")
            boolean force,

            @Doc("Metadata merged over the generated, like {\"year\": 2024}; a text under readme becomes "
                    + "README.md")
            @Nullable
            @KeepBlank
            Map<String, Object> metadata,

            @Doc("Commit message, like \"Add storms of 2024\"") @Nullable
            String message,

            @Doc("Workflow ID from workflow_list. Default: the bucket's") @Nullable
            String workflow,

            @Doc("Push without a workflow") @Default("false")
            boolean withoutWorkflow,

            @Doc("Also list files in a dry run") @Default("false")
            boolean includeEntries) {}

    private static final Spec<Input, ImportResult> SPEC = new Spec<>(
                    "package_create_from_s3",
                    "Create a package from a prefix",
                    Effect.OVERWRITE,
                    "Creates a Quilt package from all objects below an S3 prefix that match the patterns, up to "
                            + "100,000, and returns its top hash and the objects left out. Call it with dry_run=true first "
                            + "and show the user the plan. To choose single files use package_create. An existing package "
                            + "is refused unless force=true.",
                    Input.class,
                    ImportResult.class)
            .slowly();

    @Override
    public Spec<Input, ImportResult> spec() {
        return SPEC;
    }

    @Override
    public ImportResult call(Input in, Call call) {
        S3UriInputs.refuseCopy(in.copy());
        var workflow = RevisionDraft.workflow(in.workflow(), in.withoutWorkflow());
        var request = request(in);
        var scan = PrefixScan.of(ports.objects(), request.source(), call);
        var plan = ImportPlan.of(request, scan);
        var files = plan.files();
        var folder = RevisionDraft.folder(ports.info(), files, request.name());
        if (in.dryRun()) {
            return ImportResult.of(plan, folder, ports.site(), null);
        }
        var base = publisher.base(call, request.name());
        base.refuseExisting(in.force(), "force=true");
        var published = publisher.publish(
                call.continued(scan.seen()), base, manifest -> draft(manifest, plan, files, folder, workflow));
        return ImportResult.of(plan, folder, ports.site(), published);
    }

    private static RevisionDraft draft(
            @Nullable Manifest base,
            ImportPlan plan,
            List<PackageFileInput> files,
            String folder,
            @Nullable String workflow) {
        var source = plan.request().source();
        var arguments = plan.request().arguments();
        var description = arguments.description().isBlank()
                ? "Created from s3://%s/%s".formatted(source.bucket(), source.prefix())
                : arguments.description();
        var message = Objects.requireNonNullElse(arguments.message(), description);
        var entries = RevisionDraft.entries(files, plan.request().name(), folder);
        var warnings =
                Stream.concat(plan.warnings().stream(), RevisionDraft.replacedMetadata(base, plan.meta()).stream());
        return new RevisionDraft(
                message, plan.meta(), workflow, ManifestBuilder.replacing(base, entries), files, warnings.toList());
    }

    private static ImportPlan.ImportRequest request(Input in) {
        var bucket = ArgumentParser.parse("source_bucket", in.sourceBucket(), NameSyntax::bucket);
        var target = in.targetRegistry() == null
                ? bucket
                : ArgumentParser.parse("target_registry", in.targetRegistry(), NameSyntax::bucket);
        BucketLimit.require(target);
        return new ImportPlan.ImportRequest(
                new PackageName(
                        target, ArgumentParser.parse("package_name", in.packageName(), NameSyntax::packageName)),
                new PrefixScan.ScanFilter(
                        bucket,
                        ArgumentParser.parse("source_prefix", in.sourcePrefix(), NameSyntax::printable),
                        new GlobList("include_patterns", in.includePatterns()),
                        new GlobList("exclude_patterns", in.excludePatterns())),
                in);
    }
}
