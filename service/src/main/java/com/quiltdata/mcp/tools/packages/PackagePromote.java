package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.catalog.ManifestReader;
import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.NewEntry;
import com.quiltdata.mcp.catalog.NewRevision;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.PackageWriter;
import com.quiltdata.mcp.catalog.Promotion;
import com.quiltdata.mcp.catalog.WorkflowReader;
import com.quiltdata.mcp.catalog.Workflows;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies a revision to another bucket, as that bucket's workflows allow. */
final class PackagePromote implements Tool<PackagePromote.Input, Pushed> {
    record Input(
            @Doc("Bucket of the package; send it with name, or send uri instead") @Nullable
            String bucket,

            @Doc("namespace/name") @Nullable String name,
            @Doc("Quilt+ URI of the package") @Nullable String uri,

            @Doc("Bucket to promote to; the source bucket's workflows list which there are")
            String targetBucket,

            @Doc("namespace/name there; the same when absent") @Nullable
            String targetName,

            @Doc("Full top hash of the revision to promote, or latest") @Default("\"latest\"")
            String revision,

            @Doc("What the revision is, for the history there") @Nullable
            String message,

            @Doc("Metadata there; that of the revision when absent") @Nullable
            Map<String, Object> meta,

            @Doc("Workflow of the target bucket; absent for its default, empty for none") @Nullable
            String workflow,

            @Doc("Whether to supersede a package that exists there") @Default("false")
            boolean overwrite) {}

    private static final Spec<Input, Pushed> SPEC = new Spec<>(
                    "package_promote",
                    "Promote a package to another bucket",
                    Effect.WRITE,
                    "Copies a revision of a Quilt package to a bucket that its own bucket's workflows name as a successor; whether the "
                            + "objects' bytes go along is decided there. Refuses a package that exists there unless "
                            + "overwrite=true. Answers the top hash. Ask the user before writing.",
                    Input.class,
                    Pushed.class)
            .slowly();

    private final Push push;
    private final PackageReader packages;
    private final PackageWriter changes;
    private final ManifestReader manifests;
    private final WorkflowReader workflows;
    private final CatalogSite site;

    PackagePromote(Push push, PackagePorts ports) {
        this.push = push;
        this.packages = ports.packages();
        this.changes = ports.changes();
        this.manifests = ports.manifests();
        this.workflows = ports.workflows();
        this.site = ports.site();
    }

    @Override
    public Spec<Input, Pushed> spec() {
        return SPEC;
    }

    @Override
    public Pushed call(Input in, Call call) {
        var source = Destination.of(new Destination.Said(null, null, in.name(), in.bucket(), in.uri()));
        var from = source.name();
        var to = new PackageName(
                Argument.parse("target_bucket", in.targetBucket(), Names::bucket),
                in.targetName() == null
                        ? from.name()
                        : Argument.parse("target_name", in.targetName(), Names::packageName));
        var revision = source.base(in.revision());
        var successor = successor(call, from.bucket(), to.bucket());
        var hash = packages.revision(call.caller(), from, revision).hash();
        var base = push.base(call, to);
        PackageCreate.refuseExisting(base, in.overwrite());
        var promotion = new Promotion(from, hash, to, in.message(), in.meta(), in.workflow());
        var made = push.settled(
                call,
                base,
                () -> manifests.with(
                        call.caller(),
                        from,
                        hash,
                        manifest -> push.withManifest(
                                call, base, there -> send(call, base, promotion, manifest, delta(manifest, there)))));
        var bytes = successor.copyData() ? "The objects' bytes were copied." : "The objects stay where they are.";
        return Pushed.of(made.with(bytes), "promoted", site);
    }

    private Workflows.Successor successor(Call call, String from, String to) {
        if (from.equals(to)) {
            throw new Failure.Invalid("`target_bucket`: it is the package's own bucket; name another.");
        }
        var successors = workflows.workflows(call.caller(), from).successors();
        return successors.stream()
                .filter(it -> it.uri().replaceAll("/+$", "").equals("s3://" + to))
                .findFirst()
                .orElseThrow(() -> new Failure.Invalid(
                        "`target_bucket`: the workflows of bucket `%s` do not name `%s` as a successor; they name %s."
                                .formatted(
                                        from,
                                        to,
                                        successors.isEmpty()
                                                ? "none"
                                                : Words.few(successors.stream()
                                                        .map(Workflows.Successor::uri)
                                                        .toList()))));
    }

    private Push.Pending send(Call call, Base base, Promotion promotion, Manifest source, Delta delta) {
        var meta = promotion.userMeta() == null ? source.userMeta() : promotion.userMeta();
        var revision = new NewRevision(
                promotion.to(),
                promotion.message(),
                meta,
                promotion.workflow(),
                source.files().stream().map(NewEntry::of).toList());
        push.check(call, revision);
        var order = new Sent(revision, limit -> changes.promote(call.caller(), promotion, limit));
        return new Push.Pending(push.send(call, base, order), promotion.message(), delta, List.of());
    }

    private static Delta delta(Manifest source, @Nullable Manifest there) {
        var assembly = Assembly.of(there, Set.of());
        assembly.retain(source.files().stream().map(it -> it.path()).toList());
        source.files().forEach(file -> assembly.setByHash(NewEntry.of(file)));
        return assembly.delta();
    }
}
