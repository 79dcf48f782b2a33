package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.PackageRef.ArgumentNames;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import com.quiltdata.mcp.tools.packages.JsonEquality;
import com.quiltdata.mcp.tools.packages.ManifestBuilder;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.PublishedRevision;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import com.quiltdata.mcp.tools.packages.UnversionedFiles;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates a revision that equals an older one of the same package. */
public final class PackageRestore implements Tool<PackageRestore.Input, PublishResult> {
    private static final String LATEST = "latest";

    record Input(
            @Doc("Bucket name or s3://bucket; send with name, or send uri") @Nullable
            String bucket,

            @Doc("Package, like \"examples/hurdat\"") @Nullable
            String name,

            @Doc("Quilt+ URI; replaces bucket and name, and revision if it has \"@hash\"") @Nullable
            String uri,

            @Doc("Top hash of the revision to restore, or its first 6 or more digits, like \"5d2e8a\"") @Nullable
            String revision,

            @Doc("Commit message. Default: names the restored revision") @Nullable
            String message,

            @Doc("Workflow ID from workflow_list. Default: the restored revision's, or else the bucket's") @Nullable
            String workflow,

            @Doc("Push without a workflow") @Default("false")
            boolean withoutWorkflow) {}

    private static final Spec<Input, PublishResult> SPEC = new Spec<>(
                    "package_restore",
                    "Restore a revision of a package",
                    Effect.OVERWRITE,
                    "Creates a new latest revision of a Quilt package with exactly the files, hashes and metadata of an older "
                            + "one, and returns its top hash. No revision is removed and no bytes are copied. Fails if somebody "
                            + "else changes the package meanwhile. Find the revision with package_revisions; to change single "
                            + "files use package_patch. Ask the user before writing.",
                    Input.class,
                    PublishResult.class)
            .slowly();

    private final RevisionPublisher publisher;
    private final PackagePorts ports;

    public PackageRestore(RevisionPublisher publisher, PackagePorts ports) {
        this.publisher = publisher;
        this.ports = ports;
    }

    @Override
    public Spec<Input, PublishResult> spec() {
        return SPEC;
    }

    @Override
    public PublishResult call(Input in, Call call) {
        var target = TargetPackage.of(ArgumentNames.PLATFORM, in.uri(), in.bucket(), in.name());
        var name = target.name();
        var revision = target.source(Objects.requireNonNullElse(in.revision(), LATEST));
        if (revision.equals(LATEST)) {
            throw new Failure.Invalid(
                    "`revision`: send the top hash of an older revision, or its first 6 or more digits; the latest needs no restoring. package_revisions lists them. Nothing was written.");
        }
        var workflow = RevisionDraft.workflow(in.workflow(), in.withoutWorkflow());
        var base = publisher.base(call, name).existing();
        var hash = ports.existingHash(call, name, revision);
        refuseLatest(hash, base);
        var message = Objects.requireNonNullElseGet(in.message(), () -> message(hash, base));
        var published = ports.manifests()
                .with(
                        call.caller(),
                        name,
                        hash,
                        source -> publisher.settleAnyway(call, base, current -> {
                            var used = workflow == null ? source.workflow() : workflow;
                            var builder = ManifestBuilder.restoring(current, source);
                            refuseEqual(builder, current, source);
                            var wanted = new NewRevision(name, message, source.userMeta(), used, builder.entries());
                            return submit(call, base, wanted, builder, source);
                        }));
        return PublishResult.of(published, "restored", ports.site());
    }

    private static void refuseLatest(String hash, BaseRevision base) {
        if (hash.equals(base.hash())) {
            throw new Failure.Invalid("`revision`: %s is the latest revision of `%s` already. Nothing was written."
                    .formatted(hash, base.name().name()));
        }
    }

    /** The default message. It names what is replaced, so that restoring the same again has another top hash. */
    private static String message(String hash, BaseRevision base) {
        var replaced = base.latest() == null ? base.newest() : base.latest();
        return "Restore revision %s over %s".formatted(hash, replaced == null ? "none" : replaced.hash());
    }

    private static void refuseEqual(ManifestBuilder builder, @Nullable Manifest current, Manifest source) {
        if (current != null && builder.delta().isEmpty() && JsonEquality.equal(current.userMeta(), source.userMeta())) {
            throw new Failure.Invalid(
                    "Nothing would change: files and metadata of revision %s equal those of latest, %s. Nothing was written."
                            .formatted(source.hash(), current.hash()));
        }
    }

    private PublishedRevision submit(
            Call call, BaseRevision base, NewRevision revision, ManifestBuilder builder, Manifest source) {
        publisher.check(call, revision);
        var warnings = new ArrayList<>(RevisionPublisher.folderWarnings(source));
        warnings.addAll(UnversionedFiles.warnings(ports, call, revision.entries()));
        RevisionPublisher.reportCreation(call, 0, revision.entries().size());
        var submitted =
                new SubmittedRevision(revision, limit -> ports.changes().construct(call.caller(), revision, limit));
        return Attempt.of(() -> publisher.submit(call, base, submitted, builder.delta(), warnings))
                .orElseThrow(reason -> reason.ofWrite("Nothing was written."));
    }
}
