package com.quiltdata.mcp.tools.packages.publish;

import com.google.common.base.CharMatcher;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.Promotion;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.KeepBlank;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.PackageRef.ArgumentNames;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import com.quiltdata.mcp.tools.packages.ManifestBuilder;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import com.quiltdata.mcp.tools.packages.NameFormatter;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.PublishedRevision;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies a revision to another bucket that the workflows of its own bucket name as a successor. */
public final class PackagePromote implements Tool<PackagePromote.Input, PublishResult> {
    private static final String AGENT_CONTEXT = "agent_context";

    record Input(
            @Doc("Bucket name or s3://bucket; send with name, or send uri") @Nullable
            String bucket,

            @Doc("Package, like \"examples/hurdat\"") @Nullable
            String name,

            @Doc("Quilt+ URI, like \"quilt+s3://bucket#package=examples/hurdat\"; replaces bucket and name") @Nullable
            String uri,

            @Doc("Bucket to promote to. It must be a successor, as workflow_list returns them")
            String targetBucket,

            @Doc("Package name there. Default: the same") @Nullable
            String targetName,

            @Doc("Top hash, its first 6 or more digits, or \"latest\"") @Default("\"latest\"")
            String revision,

            @Doc("Commit message") @Nullable String message,

            @Doc("Metadata there. Default: the revision's; its agent_context is kept") @Nullable @KeepBlank
            Map<String, Object> meta,

            @Doc("Workflow ID there. Default: the target bucket's") @Nullable
            String workflow,

            @Doc("Push without a workflow") @Default("false")
            boolean withoutWorkflow,

            @Doc("Replace an existing package there") @Default("false")
            boolean overwrite) {}

    private static final Spec<Input, PublishResult> SPEC = new Spec<>(
                    "package_promote",
                    "Promote a package to another bucket",
                    Effect.OVERWRITE,
                    "Copies a revision of a Quilt package to a successor bucket (set in the source bucket's workflows) and returns the "
                            + "new top hash. Those workflows also decide whether the objects' bytes are copied. Refuses an existing "
                            + "package there unless overwrite=true. Ask the user before writing.",
                    Input.class,
                    PublishResult.class)
            .slowly();

    private final RevisionPublisher publisher;
    private final PackagePorts ports;

    public PackagePromote(RevisionPublisher publisher, PackagePorts ports) {
        this.publisher = publisher;
        this.ports = ports;
    }

    @Override
    public Spec<Input, PublishResult> spec() {
        return SPEC;
    }

    @Override
    public PublishResult call(Input in, Call call) {
        var workflow = RevisionDraft.workflow(in.workflow(), in.withoutWorkflow());
        var source = TargetPackage.of(ArgumentNames.PLATFORM, in.uri(), in.bucket(), in.name());
        var from = source.name();
        var to = new PackageName(
                ArgumentParser.parse("target_bucket", in.targetBucket(), NameSyntax::bucket),
                in.targetName() == null
                        ? from.name()
                        : ArgumentParser.parse("target_name", in.targetName(), NameSyntax::packageName));
        var revision = source.source(in.revision());
        var successor = successor(call, from.bucket(), to.bucket());
        var hash = ports.existingHash(call, from, revision);
        var base = publisher.base(call, to);
        base.refuseExisting(in.overwrite(), "overwrite=true");
        var promotion = new Promotion(from, hash, to, in.message(), in.meta(), workflow);
        var published = publisher.settle(
                call,
                base,
                replaced -> ports.manifests()
                        .with(
                                call.caller(),
                                from,
                                hash,
                                promoted -> submit(call, base, promotion, promoted, replaced)));
        var bytes = successor.copyData()
                ? "The objects' bytes were copied."
                : "The objects were not copied; the new revision points to the old ones.";
        return PublishResult.of(published.with(List.of(bytes)), "promoted", ports.site());
    }

    private Workflows.Successor successor(Call call, String from, String to) {
        BucketLimit.require(to);
        if (from.equals(to)) {
            throw new Failure.Invalid("`target_bucket`: it is the package's own bucket. Send another bucket.");
        }
        var successors = ports.workflows().workflows(call.caller(), from).successors();
        for (var successor : successors) {
            if (CharMatcher.is('/').trimTrailingFrom(successor.uri()).equals("s3://" + to)) {
                return successor;
            }
        }
        var named = successors.stream().map(Workflows.Successor::uri).toList();
        throw new Failure.Invalid(
                "`target_bucket`: the workflows of bucket `%s` do not name `%s` as a successor; they name %s."
                        .formatted(from, to, named.isEmpty() ? "none" : NameFormatter.few(named)));
    }

    private PublishedRevision submit(
            Call call, BaseRevision base, Promotion asked, Manifest source, @Nullable Manifest replaced) {
        var promotion = withAgentContext(asked, source);
        var entries = source.files().stream().map(NewEntry::of).toList();
        var revision = new NewRevision(
                promotion.to(),
                promotion.message(),
                promotion.userMeta() == null ? source.userMeta() : promotion.userMeta(),
                promotion.workflow(),
                entries);
        publisher.check(call, revision);
        RevisionPublisher.reportCreation(call, 0, entries.size());
        var submitted =
                new SubmittedRevision(revision, limit -> ports.changes().promote(call.caller(), promotion, limit));
        return Attempt.of(() -> publisher.submit(call, base, submitted, delta(entries, replaced), List.of()))
                .orElseThrow(reason -> reason.ofWrite("No revision was written."));
    }

    /** The promotion with the source's record of its agent, unless the caller sends another or null. */
    private static Promotion withAgentContext(Promotion asked, Manifest source) {
        var meta = asked.userMeta();
        var context = source.userMeta() == null ? null : source.userMeta().get(AGENT_CONTEXT);
        if (meta == null || context == null || meta.containsKey(AGENT_CONTEXT)) {
            return asked;
        }
        var merged = RevisionDraft.merged(meta, Map.of(AGENT_CONTEXT, context));
        return new Promotion(asked.from(), asked.hash(), asked.to(), asked.message(), merged, asked.workflow());
    }

    private static ManifestDelta delta(List<NewEntry> entries, @Nullable Manifest replaced) {
        var builder = ManifestBuilder.of(replaced, List.of());
        builder.retain(entries);
        entries.forEach(builder::setByHash);
        return builder.delta();
    }
}
