package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import com.quiltdata.mcp.tools.packages.NameFormatter;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.PackagePublisher;
import com.quiltdata.mcp.tools.packages.PublishedRevision;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a change to a package: no revision that its author has not seen is superseded, and no change is lost
 * silently. The registry checks no parent and has no lock; {@code runbook/decisions/0005} describes the procedure.
 */
public final class RevisionPublisher implements PackagePublisher {
    private final PackagePorts ports;
    private final BaseRevisionResolver bases;
    private final RevisionSubmitter sender;
    private final PushConflictResolver landing;
    private final InlineUploader uploads;

    public RevisionPublisher(PackagePorts ports) {
        this(ports, PointerTiming.usual());
    }

    RevisionPublisher(PackagePorts ports, PointerTiming pace) {
        var history = new RevisionHistory(ports.packages());
        this.ports = ports;
        this.bases = new BaseRevisionResolver(ports.packages(), pace);
        this.sender = new RevisionSubmitter(bases, history, ports.manifests(), pace);
        this.landing = new PushConflictResolver(bases, history, ports.changes(), pace);
        this.uploads = new InlineUploader(ports.uploads());
    }

    /** A submitted revision, before it is known whether it won. */
    record PendingRevision(String hash, @Nullable String message, ManifestDelta delta, List<String> warnings) {}

    @Override
    public BaseRevision base(Call call, PackageName name) {
        return bases.find(call, name);
    }

    @Override
    public PublishedRevision make(Call call, BaseRevision base, Function<@Nullable Manifest, RevisionDraft> drafting) {
        return settled(call, base, () -> withManifest(call, base, manifest -> send(call, base, manifest, drafting)));
    }

    /** Publishes a change that {@code sending} submits, and waits for its outcome. */
    PublishedRevision settled(Call call, BaseRevision base, Supplier<PendingRevision> sending) {
        sender.limit(call);
        var pending = sending.get();
        var warnings = new ArrayList<>(pending.warnings());
        warnings.addAll(Tasks.uninterruptibly(() -> landing.land(call, base, pending.hash())));
        var from = base.latest();
        if (from != null && from.hash().equals(pending.hash())) {
            warnings.add("The new revision has the top hash of its base: nothing changed.");
        }
        return new PublishedRevision(
                base.name(),
                from == null ? null : from.hash(),
                pending.hash(),
                pending.message(),
                pending.delta(),
                List.copyOf(warnings));
    }

    /** Submits a revision. */
    String send(Call call, BaseRevision base, RevisionSubmitter.SubmitRequest order) {
        return sender.send(call, base, order);
    }

    <T> T withManifest(Call call, BaseRevision base, Function<@Nullable Manifest, T> work) {
        return base.exists()
                ? ports.manifests()
                        .with(call.caller(), base.name(), base.revision().hash(), manifest -> work.apply(manifest))
                : work.apply(null);
    }

    /** Refuses a revision that the bucket's workflow would refuse. */
    void check(Call call, NewRevision revision) {
        var faults = ports.workflows().faults(call.caller(), revision);
        if (!faults.isEmpty()) {
            throw new Failure.Invalid("The workflow of bucket `%s` refuses this: %s Nothing was written."
                    .formatted(revision.name().bucket(), String.join(" ", faults)));
        }
    }

    private PendingRevision send(
            Call call,
            BaseRevision base,
            @Nullable Manifest manifest,
            Function<@Nullable Manifest, RevisionDraft> drafting) {
        var draft = drafting.apply(manifest);
        if (manifest != null && draft.saysNothingNewAfter(manifest.message(), manifest.userMeta())) {
            throw new Failure.Invalid(
                    "Nothing would change: files and metadata equal those of revision %s. Nothing was written."
                            .formatted(manifest.hash()));
        }
        var planned = draft.assembly().entries();
        check(call, draft.revision(base.name(), planned));
        sender.limit(call);
        var revision = draft.revision(base.name(), uploaded(call, base, draft, planned));
        var hash = sender.send(
                call,
                base,
                new SubmittedRevision(revision, limit -> ports.changes().construct(call.caller(), revision, limit)));
        return new PendingRevision(hash, draft.message(), draft.assembly().delta(), warnings(draft, manifest));
    }

    private List<NewEntry> uploaded(Call call, BaseRevision base, RevisionDraft draft, List<NewEntry> planned) {
        if (draft.uploads().isEmpty()) {
            return planned;
        }
        bases.requireStill(call, base);
        return uploads.put(call, draft.uploads(), planned);
    }

    private static List<String> warnings(RevisionDraft draft, @Nullable Manifest base) {
        var warnings = new ArrayList<>(draft.warnings());
        if (draft.assembly().metadataDropped() > 0) {
            warnings.add(
                    "%,d replaced files had metadata, which was not carried over. Set the files again with `meta` to keep it."
                            .formatted(draft.assembly().metadataDropped()));
        }
        if (base != null && !base.folders().isEmpty()) {
            warnings.add("The metadata of %,d folders is not carried over, because the registry accepts none: %s."
                    .formatted(
                            base.folders().size(),
                            NameFormatter.few(
                                    base.folders().keySet().stream().sorted().toList())));
        }
        return warnings;
    }
}
