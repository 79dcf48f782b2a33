package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a package of all that is below a prefix. */
final class PackageCreateFromS3 implements Tool<PackageCreateFromS3.Input, FromS3> {
    /** What the metadata tells besides source and sizes. */
    enum Template {
        STANDARD,
        ML,
        ANALYTICS
    }

    record Input(
            @Doc("Bucket of the objects: its name or s3://bucket")
            String sourceBucket,

            @Doc("The package, namespace/name") String packageName,

            @Doc("What the keys begin with") @Default("\"\"")
            String sourcePrefix,

            @Doc("What the data is") @Default("\"\"") String description,

            @Doc("Bucket of the package; the source bucket when absent") @Nullable
            String targetRegistry,

            @Doc("Patterns that a key must match one of; * goes over slashes") @Nullable
            List<String> includePatterns,

            @Doc("Patterns that a key must match none of") @Nullable
            List<String> excludePatterns,

            @Doc("What the metadata tells besides the source") @Default("\"standard\"")
            Template metadataTemplate,

            @Doc("Not possible; see package_promote") @Default("false")
            boolean copy,

            @Doc("Whether files are put into folders by their kind; false keeps paths below the prefix")
            @Default("true")
            boolean autoOrganize,

            @Doc("Whether to add README.md and quilt_summarize.json") @Default("true")
            boolean generateReadme,

            @Doc("Without effect; dry_run shows the structure") @Default("true")
            boolean confirmStructure,

            @Doc("Whether to show exactly what would be written, and write nothing") @Default("false")
            boolean dryRun,

            @Doc("Whether to supersede a package that exists, whole") @Default("false")
            boolean force,

            @Doc("Laid over the metadata key by key; a text under readme becomes the README.md") @Nullable
            Map<String, Object> metadata) {}

    private static final Spec<Input, FromS3> SPEC = new Spec<>(
                    "package_create_from_s3",
                    "Create a package from a prefix",
                    Effect.WRITE,
                    "Makes a Quilt package of up to 100,000 objects below an S3 prefix, chosen by patterns, with README and metadata. "
                            + "Call it with dry_run=true first and show the user what would be written. Refuses a package that "
                            + "exists unless force=true; what cannot become a file is listed, never left out unsaid.",
                    Input.class,
                    FromS3.class)
            .slowly();

    private final Push push;
    private final ObjectReader objects;
    private final CatalogInfoReader info;
    private final CatalogSite site;

    PackageCreateFromS3(Push push, PackagePorts ports) {
        this.push = push;
        this.objects = ports.objects();
        this.info = ports.info();
        this.site = ports.site();
    }

    @Override
    public Spec<Input, FromS3> spec() {
        return SPEC;
    }

    @Override
    public FromS3 call(Input in, Call call) {
        S3Uris.refuseCopy(in.copy());
        var wishes = wishes(in);
        var name = wishes.name();
        var found = Found.under(objects, wishes.source(), call);
        var plan = Plan.of(wishes, found);
        var files = plan.files();
        var folder = Drafting.folder(info, files, name);
        if (in.dryRun()) {
            return FromS3.preview(plan, folder, site, warnings(plan));
        }
        var base = push.base(call, name);
        PackageCreate.refuseExisting(base, in.force());
        call.progress().report(found.seen() + 1, null, "making the package of %,d files".formatted(files.size()));
        var message = in.description().isBlank()
                ? "Made of s3://%s/%s"
                        .formatted(wishes.source().bucket(), wishes.source().prefix())
                : in.description();
        var made = push.make(call, base, manifest -> draft(manifest, plan, files, folder, message));
        return FromS3.created(plan, folder, site, made);
    }

    private static Draft draft(@Nullable Manifest base, Plan plan, List<Given> files, String folder, String message) {
        var assembly = Assembly.of(base, Drafting.places(files));
        assembly.retain(files.stream().map(Given::key).toList());
        var uploads = Drafting.set(assembly, files, plan.name(), folder);
        return new Draft(message, plan.meta(), null, assembly, uploads, warnings(plan));
    }

    private static Plan.Wishes wishes(Input in) {
        var bucket = Argument.parse("source_bucket", in.sourceBucket(), Names::bucket);
        var target = in.targetRegistry() == null
                ? bucket
                : Argument.parse("target_registry", in.targetRegistry(), Names::bucket);
        return new Plan.Wishes(
                new PackageName(target, Argument.parse("package_name", in.packageName(), Names::packageName)),
                new Found.Wanted(
                        bucket,
                        Argument.parse("source_prefix", in.sourcePrefix(), Names::printable),
                        patterns("include_patterns", in.includePatterns()),
                        patterns("exclude_patterns", in.excludePatterns())),
                in.autoOrganize(),
                in.generateReadme(),
                in.description(),
                in.metadataTemplate(),
                in.metadata());
    }

    private static List<Pattern> patterns(String argument, @Nullable List<String> globs) {
        var patterns = Objects.requireNonNullElse(globs, List.<String>of());
        if (patterns.stream().anyMatch(String::isBlank)) {
            throw new Failure.Invalid("`%s`: a pattern is empty; send patterns like *.csv.".formatted(argument));
        }
        return Glob.all(patterns);
    }

    private static List<String> warnings(Plan plan) {
        var left = plan.found().left().size();
        return left == 0
                ? List.of()
                : List.of("%,d objects cannot become files of a package; left_out says which and why.".formatted(left));
    }
}
