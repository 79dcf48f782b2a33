package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.KeepBlank;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.PackageRef;
import com.quiltdata.mcp.tools.PackageRef.ArgumentNames;
import com.quiltdata.mcp.tools.packages.ManifestBuilder;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.PackagePublisher;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import jakarta.validation.constraints.Size;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds README, quilt_summarize.json and charts to a package. */
public record PackageAddSummary(PackagePublisher publisher, PackagePorts ports)
        implements Tool<PackageAddSummary.Input, AddedSummary> {
    record Input(
            @Doc("Bucket name or s3://bucket; send with name, or send uri") @Nullable
            String bucket,

            @Doc("Package, like \"examples/hurdat\"") @Nullable
            String name,

            @Doc("Quilt+ URI, like \"quilt+s3://bucket#package=examples/hurdat\"; replaces bucket and name") @Nullable
            String uri,

            @Doc("Parts to add. Default: all") @Nullable List<SummaryPart> include,

            @Doc("Parts whose existing files are replaced, like [\"charts\"]. Default: none") @Nullable
            List<SummaryPart> replace,

            @Doc("Text of README.md. Default: generated") @Nullable
            String readme,

            @Doc(
                    "Logical keys for quilt_summarize.json, in order, like [\"data/a.csv\"]. Default: README.md, charts and up to 10 files with a preview")
            @Nullable
            @Size(max = 30)
            List<String> show,

            @Doc("Commit message, like \"Add a summary\". Default: lists the files") @Nullable
            String message,

            @Doc("Full top hash that you have read, or \"latest\"") @Default("\"latest\"")
            String revision,

            @Doc("Workflow ID. Default: the package's") @Nullable
            String workflow,

            @Doc("Push without a workflow") @Default("false")
            boolean withoutWorkflow,

            @Doc("Return the texts and write nothing") @Default("false") @KeepBlank
            boolean dryRun) {}

    private static final Spec<Input, AddedSummary> SPEC = new Spec<>(
                    "package_add_summary",
                    "Add a summary to a package",
                    Effect.OVERWRITE,
                    "Adds a summary to a package: a generated README.md, charts of file counts and sizes, and quilt_summarize.json (what the "
                            + "catalog shows on the package's page). Returns the new top hash. Existing files are kept unless "
                            + "`replace` names their part. Call it with dry_run=true first, and ask the user before writing.",
                    Input.class,
                    AddedSummary.class)
            .slowly();

    @Override
    public Spec<Input, AddedSummary> spec() {
        return SPEC;
    }

    @Override
    public AddedSummary call(Input in, Call call) {
        var target = target(in);
        var name = target.name();
        var request = request(in);
        var workflow = RevisionDraft.workflow(in.workflow(), in.withoutWorkflow());
        var base = publisher.base(call, name).expect(ports.fullHash(call, name, target.revision()));
        var hash = Objects.requireNonNull(base.hash());
        if (in.dryRun()) {
            var plan = ports.manifests()
                    .with(call.caller(), name, hash, manifest -> SummaryPlan.of(name, manifest, request));
            return AddedSummary.preview(name, hash, message(in, plan), plan);
        }
        var planned = new AtomicReference<SummaryPlan>();
        var published = publisher.publish(call, base, manifest -> {
            var read = Objects.requireNonNull(manifest);
            var plan = SummaryPlan.of(name, read, request);
            planned.set(plan);
            return draft(name, read, plan, new RevisionDraft.Changes(message(in, plan), null, workflow));
        });
        var plan = Objects.requireNonNull(planned.get());
        return AddedSummary.published(published.with(plan.warnings()), hash, plan, ports.site());
    }

    private RevisionDraft draft(PackageName name, Manifest manifest, SummaryPlan plan, RevisionDraft.Changes changes) {
        var files = List.<PackageFileInput>copyOf(plan.written());
        var entries = RevisionDraft.entries(files, name, RevisionDraft.folder(ports.info(), files, name));
        var builder = ManifestBuilder.of(manifest, entries);
        entries.forEach(builder::set);
        return RevisionDraft.changing(manifest, builder, files, changes);
    }

    private static PackageRef target(Input in) {
        var target = ArgumentNames.PLATFORM.target(in.uri(), in.bucket(), in.name(), in.revision(), "");
        if (!target.path().isEmpty()) {
            throw new Failure.Invalid(
                    "`uri`: it names a path, but this call is for a whole package. Send the URI without \"&path=\".");
        }
        return target;
    }

    private static SummaryPlan.SummaryRequest request(Input in) {
        var include = in.include() == null ? EnumSet.allOf(SummaryPart.class) : parts(in.include());
        var replace = in.replace() == null ? Set.<SummaryPart>of() : parts(in.replace());
        var readme = in.readme();
        if (include.isEmpty() || !include.containsAll(replace)) {
            throw new Failure.Invalid(
                    "`include` must name at least one part, and all parts in `replace`: readme, quilt_summarize, charts. Nothing was written.");
        } else if ((readme != null && !include.contains(SummaryPart.README))
                || (in.show() != null && !include.contains(SummaryPart.QUILT_SUMMARIZE))) {
            throw new Failure.Invalid(
                    "`readme` needs \"readme\" in `include`, and `show` needs \"quilt_summarize\". Nothing was written.");
        } else if (readme != null && readme.length() > PackageFileInput.MAX_INLINE_LENGTH) {
            throw new Failure.Invalid("`readme`: it is longer than %,d characters. Nothing was written."
                    .formatted(PackageFileInput.MAX_INLINE_LENGTH));
        }
        return new SummaryPlan.SummaryRequest(include, replace, readme, in.show());
    }

    private static Set<SummaryPart> parts(List<SummaryPart> parts) {
        return parts.isEmpty() ? Set.of() : EnumSet.copyOf(parts);
    }

    private static String message(Input in, SummaryPlan plan) {
        return in.message() != null
                ? in.message()
                : plan.written().stream()
                        .map(PackageFileInput::key)
                        .collect(Collectors.joining(", ", "Add a summary: ", ""));
    }
}
