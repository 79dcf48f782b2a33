package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.KeepBlank;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.publish.PackageDeleteResult.RevisionOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Deletes one revision of a package, or all of them. */
public final class PackageDelete implements Tool<PackageDelete.Input, PackageDeleteResult> {
    private static final String ALL = "all";
    private static final String NOT_ATTEMPTED =
            "Not attempted: an earlier deletion failed, or the time of the call was used up.";
    private static final Duration MIN_LEFT = Duration.ofSeconds(3);

    record Input(
            @Doc("Package, like \"examples/hurdat\"") String packageName,

            @Doc("Bucket name or s3://bucket") String registry,

            @Doc("Full top hash of the revision to delete, or \"all\"") @Default("\"all\"") @KeepBlank
            String revision) {}

    private static final Spec<Input, PackageDeleteResult> SPEC = new Spec<>(
                    "package_delete",
                    "Delete a package",
                    Effect.DESTROY,
                    "Deletes a Quilt package: all its revisions, one by one, or the one with a given full top "
                            + "hash. The S3 objects are untouched. This cannot be undone: ask the user first. To go back to "
                            + "an older revision use package_restore instead.",
                    Input.class,
                    PackageDeleteResult.class)
            .slowly();

    private final BucketReader buckets;
    private final RevisionHistory history;
    private final PackageWriter changes;

    public PackageDelete(PackagePorts ports) {
        this(ports, PointerTiming.usual());
    }

    PackageDelete(PackagePorts ports, PointerTiming timing) {
        this.buckets = ports.buckets();
        this.history = new RevisionHistory(ports.packages(), timing);
        this.changes = ports.changes();
    }

    @Override
    public Spec<Input, PackageDeleteResult> spec() {
        return SPEC;
    }

    @Override
    public String confirmation(Input in, Call call) {
        var name = TargetPackage.of(in.registry(), in.packageName());
        buckets.rights(call.caller(), name.bucket()).requireWrite(name.bucket());
        var all = history.downTo(call, name, null);
        var revisions = toDelete(in, name, all);
        var latest = history.latest(call, name).map(Revision::hash).orElse("none");
        if (revisions.size() == 1 && !in.revision().equals(ALL)) {
            var revision = revisions.getFirst();
            return "Delete revision %s of package %s in bucket %s? It is one of %,d; latest is %s."
                    .formatted(
                            BaseRevision.describe(revision),
                            name.name(),
                            name.bucket(),
                            all.size(),
                            latest.equals(revision.hash()) ? "this one" : latest);
        }
        var count =
                revisions.size() == 1 ? "its only revision" : "all of its %,d revisions".formatted(revisions.size());
        return "Delete package %s in bucket %s with %s? Latest is %s."
                .formatted(name.name(), name.bucket(), count, latest);
    }

    @Override
    public PackageDeleteResult call(Input in, Call call) {
        var name = TargetPackage.of(in.registry(), in.packageName());
        var all = history.downTo(call, name, null);
        var revisions = toDelete(in, name, all);
        var total = revisions.size();
        var outcomes = new ArrayList<RevisionOutcome>();
        var failed = false;
        for (var revision : revisions) {
            var outcome = failed || isTimeUp(call)
                    ? RevisionOutcome.of(revision, NOT_ATTEMPTED)
                    : delete(call, name, revision, outcomes.isEmpty());
            failed |= !outcome.deleted();
            outcomes.add(outcome);
            var done = outcomes.size();
            call.progress().report(done, (double) total, "%d of %d".formatted(done, total));
        }
        var before = (int) all.stream().map(Revision::hash).distinct().count();
        return PackageDeleteResult.of(name, before, outcomes, Attempt.of(() -> history.latest(call, name)));
    }

    /** The revisions to delete, oldest first to keep {@code latest} to the end; a hash listed twice counts once. */
    private static List<Revision> toDelete(Input in, PackageName name, List<Revision> all) {
        var byHash = new LinkedHashMap<String, Revision>();
        all.reversed().forEach(revision -> byHash.putIfAbsent(revision.hash(), revision));
        if (byHash.isEmpty()) {
            throw new Failure.NotFound(
                    "No package `%s` in bucket `%s`, or you may not see it. Check both names."
                            .formatted(name.name(), name.bucket()),
                    name.bucket());
        }
        if (in.revision().equals(ALL)) {
            return List.copyOf(byHash.values());
        }
        var hash = fullHash(in.revision());
        var revision = byHash.get(hash);
        if (revision == null) {
            throw new Failure.NotFound(
                    "Package `%s` in bucket `%s` has no revision `%s`; package_revisions lists them."
                            .formatted(name.name(), name.bucket(), hash),
                    name.bucket());
        }
        return List.of(revision);
    }

    private static String fullHash(String text) {
        if (text.equals("latest")) {
            throw new Failure.Invalid(
                    "`revision`: \"latest\" may be another revision by the time it is deleted. Send a full top hash, or \"all\".");
        }
        return ArgumentParser.parse(
                "revision",
                text,
                NameSyntax::revision,
                "must be a full top hash of 64 hexadecimal digits, or \"all\"; package_revisions lists them.");
    }

    private static boolean isTimeUp(Call call) {
        return Thread.currentThread().isInterrupted()
                || call.deadline().remaining().compareTo(MIN_LEFT) < 0;
    }

    /** Deletes one revision; a failure of the first one fails the call, because nothing is deleted then. */
    private RevisionOutcome delete(Call call, PackageName name, Revision revision, boolean first) {
        var attempt = Attempt.of(() -> {
            changes.deleteRevision(call.caller(), name, revision.hash());
            return revision;
        });
        return switch (attempt) {
            case Attempt.SuccessfulAttempt<Revision> _ -> RevisionOutcome.of(revision, null);
            case Attempt.FailedAttempt<Revision> _
            when isGone(call, name, revision) -> RevisionOutcome.of(revision, null);
            case Attempt.FailedAttempt<Revision>(var reason) when first -> throw reason.ofWrite("Nothing was deleted.");
            case Attempt.FailedAttempt<Revision>(var reason) ->
                RevisionOutcome.of(revision, String.valueOf(reason.getMessage()));
        };
    }

    /** Whether the revision is not listed any more: another caller may have deleted it first. */
    private boolean isGone(Call call, PackageName name, Revision revision) {
        return !Attempt.of(() -> history.lists(call, name, revision.hash())).orElse(true);
    }
}
