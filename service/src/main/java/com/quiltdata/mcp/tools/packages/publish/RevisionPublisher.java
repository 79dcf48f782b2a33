package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import com.quiltdata.mcp.tools.packages.JsonEquality;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import com.quiltdata.mcp.tools.packages.NameFormatter;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.PackagePublisher;
import com.quiltdata.mcp.tools.packages.PublishedRevision;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a change to a package: no revision that its author has not seen is superseded, and no change is lost
 * silently. The registry checks no parent and has no lock; {@code runbook/decisions/0005} describes the procedure.
 */
public final class RevisionPublisher implements PackagePublisher {
    private static final List<String> UNKNOWN_CHANGES = List.of(
            "The manifest of the latest revision could not be read, so it is unknown which files changed: all files are counted as added.");

    private final PackagePorts ports;
    private final RevisionHistory history;
    private final RevisionSubmitter submitter;
    private final PushConflictResolver conflicts;

    public RevisionPublisher(PackagePorts ports) {
        this(ports, PointerTiming.usual());
    }

    RevisionPublisher(PackagePorts ports, PointerTiming timing) {
        this.ports = ports;
        this.history = new RevisionHistory(ports.packages(), timing);
        this.submitter = new RevisionSubmitter(history, ports.manifests(), timing);
        this.conflicts = new PushConflictResolver(history, ports.changes(), timing);
    }

    @Override
    public BaseRevision base(Call call, PackageName name) {
        return history.base(call, name);
    }

    @Override
    public PublishedRevision publish(
            Call call, BaseRevision base, Function<@Nullable Manifest, RevisionDraft> drafting) {
        return settle(call, base, manifest -> submit(call, base, manifest, drafting.apply(manifest)));
    }

    /** Publishes a change that {@code submission} submits, given the base's manifest, and waits for its outcome. */
    PublishedRevision settle(Call call, BaseRevision base, Function<@Nullable Manifest, PublishedRevision> submission) {
        var hash = base.hash();
        return settle(
                call,
                base,
                () -> hash == null
                        ? submission.apply(null)
                        : ports.manifests().with(call.caller(), base.name(), hash, it -> submission.apply(it)));
    }

    /** Like {@link #settle}, but takes a base whose manifest is missing, broken or too large, then null. */
    PublishedRevision settleAnyway(
            Call call, BaseRevision base, Function<@Nullable Manifest, PublishedRevision> submission) {
        return settle(call, base, () -> submitted(call, base, submission));
    }

    private PublishedRevision submitted(
            Call call, BaseRevision base, Function<@Nullable Manifest, PublishedRevision> submission) {
        var hash = base.hash();
        if (hash == null) {
            return submission.apply(null).with(UNKNOWN_CHANGES);
        }
        var done = Attempt.of(() ->
                ports.manifests().with(call.caller(), base.name(), hash, it -> Attempt.of(() -> submission.apply(it))));
        return switch (done) {
            case Attempt.SuccessfulAttempt<Attempt<PublishedRevision>>(var submitted) ->
                submitted.orElseThrow(reason -> reason);
            case Attempt.FailedAttempt<Attempt<PublishedRevision>>(var reason)
            when reason instanceof Failure.NotFound
                    || reason instanceof Failure.TooLarge
                    || reason instanceof Failure.Unavailable ->
                submission.apply(null).with(UNKNOWN_CHANGES);
            case Attempt.FailedAttempt<Attempt<PublishedRevision>>(var reason) -> throw reason;
        };
    }

    private PublishedRevision settle(Call call, BaseRevision base, Supplier<PublishedRevision> submission) {
        submitter.limit(call);
        var submitted = submission.get();
        var warnings = new ArrayList<>(Tasks.uninterruptibly(() -> conflicts.resolve(call, base, submitted.hash())));
        if (submitted.hash().equals(base.hash())) {
            warnings.add("The new revision has the top hash of its base: nothing changed.");
        }
        return submitted.with(warnings);
    }

    /** Submits a revision, of which it is not yet known whether it wins. */
    PublishedRevision submit(
            Call call, BaseRevision base, SubmittedRevision submitted, ManifestDelta delta, List<String> warnings) {
        var hash = submitter.submit(call, base, submitted);
        return new PublishedRevision(
                base.name(), base.hash(), hash, submitted.revision().message(), delta, warnings);
    }

    /** Refuses a revision that the bucket's workflow would refuse. */
    void check(Call call, NewRevision revision) {
        var faults = Attempt.of(() -> ports.workflows().faults(call.caller(), revision))
                .orElseThrow(reason -> reason.ofWrite("Nothing was written."));
        if (!faults.isEmpty()) {
            throw new Failure.Invalid("The workflow of bucket `%s` refuses this: %s Nothing was written."
                    .formatted(revision.name().bucket(), String.join(" ", faults)));
        }
    }

    private PublishedRevision submit(Call call, BaseRevision base, @Nullable Manifest manifest, RevisionDraft draft) {
        if (manifest != null && draft.changesNothing(manifest)) {
            throw new Failure.Invalid(
                    "Nothing would change: files and metadata equal those of revision %s. Nothing was written."
                            .formatted(manifest.hash()));
        }
        var planned = draft.manifest().entries();
        check(call, revision(base, draft, planned));
        submitter.limit(call);
        var stored = new AtomicInteger();
        return Attempt.of(() -> {
                    var revision = revision(base, draft, uploaded(call, base, draft, planned, stored));
                    reportCreation(call, stored.get(), planned.size());
                    var submitted = new SubmittedRevision(
                            revision, limit -> ports.changes().construct(call.caller(), revision, limit));
                    return submit(call, base, submitted, draft.manifest().delta(), warnings(draft, manifest));
                })
                .orElseThrow(reason -> explained(call, planned, reason)
                        .ofWrite(
                                stored.get() == 0
                                        ? "Nothing was written."
                                        : "No revision was written. %,d inline file(s) were written and stay in S3."
                                                .formatted(stored.get())));
    }

    /** Returns why S3 refuses the caller the object that a refusal of the registry names; else that refusal. */
    private Failure explained(Call call, List<NewEntry> entries, Failure refused) {
        var message = String.valueOf(refused.getMessage());
        return entries.stream()
                .filter(it -> refused instanceof Failure.Invalid && message.contains(it.physicalKey()))
                .max(Comparator.comparingInt(it -> it.physicalKey().length()))
                .map(it -> switch (Attempt.of(
                        () -> ports.objects().info(call.caller(), S3Uri.parse(it.physicalKey())))) {
                    case Attempt.FailedAttempt(var reason)
                    when reason instanceof Failure.Denied || reason instanceof Failure.NotFound ->
                        reason.withMessage("`%s`: %s".formatted(it.logicalKey(), reason.getMessage()));
                    default -> refused;
                })
                .orElse(refused);
    }

    /** Reports that the inline files are written and the registry is asked to create the revision. */
    static void reportCreation(Call call, int written, int files) {
        call.progress().report(written + 1, written + 2.0, "creating a revision with %,d files".formatted(files));
    }

    private static NewRevision revision(BaseRevision base, RevisionDraft draft, List<NewEntry> entries) {
        return new NewRevision(base.name(), draft.message(), draft.meta(), draft.workflow(), entries);
    }

    /** Writes the inline files to S3, and returns the planned entries with the written versions. */
    private List<NewEntry> uploaded(
            Call call, BaseRevision base, RevisionDraft draft, List<NewEntry> planned, AtomicInteger stored) {
        var inline = draft.inlineFiles();
        if (inline.isEmpty()) {
            return planned;
        }
        history.requireStill(call, base);
        return planned.stream()
                .map(entry -> {
                    var file = inline.get(entry.logicalKey());
                    if (file == null) {
                        return entry;
                    }
                    var written = uploaded(call, entry, file);
                    var done = stored.incrementAndGet();
                    call.progress()
                            .report(
                                    done,
                                    inline.size() + 2.0,
                                    "%,d of %,d inline files written".formatted(done, inline.size()));
                    return written;
                })
                .toList();
    }

    private NewEntry uploaded(Call call, NewEntry entry, PackageFileInput.InlineInput file) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Failure.TooLate(
                    "The call was cancelled before the package was changed; objects already written stay in S3.", null);
        }
        var at = S3Uri.parse(entry.physicalKey());
        var put = ports.uploads().replace(call.caller(), at.bucket(), file.object(at.key()));
        return new NewEntry(entry.logicalKey(), S3Uri.print(put.location()), put.size(), entry.hash(), entry.meta());
    }

    private static List<String> warnings(RevisionDraft draft, @Nullable Manifest base) {
        var warnings = new ArrayList<>(draft.warnings());
        if (draft.manifest().metadataDropped() > 0) {
            warnings.add(
                    "%,d replaced or renamed files had metadata, which was not carried over. Set the files again with `meta` to keep it."
                            .formatted(draft.manifest().metadataDropped()));
        }
        if (base != null && draft.manifest().delta().isEmpty()) {
            warnings.add("No file changes: the files are those of revision %s; only the message%s new."
                    .formatted(
                            base.hash(),
                            JsonEquality.equal(draft.meta(), base.userMeta()) ? " is" : " or metadata is"));
        }
        if (base != null) {
            warnings.addAll(folderWarnings(base));
        }
        return warnings;
    }

    /** Returns a warning if this revision has folder metadata, which a new revision cannot have; else nothing. */
    static List<String> folderWarnings(Manifest source) {
        var folders = source.folders().keySet();
        return folders.isEmpty()
                ? List.of()
                : List.of(
                        "Metadata of folders (%,d) is not carried over, because the registry accepts no folder metadata: %s."
                                .formatted(
                                        folders.size(),
                                        NameFormatter.few(
                                                folders.stream().sorted().toList())));
    }
}
