package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes one revision of a package, or all of them. */
public final class PackageDelete implements Tool<PackageDelete.Input, PackageDeleteResult> {
    private static final String ALL = "all";
    private static final Duration LEAST = Duration.ofSeconds(3);

    record Input(
            @Doc("Package, like \"examples/hurdat\"") String packageName,

            @Doc("Bucket name or s3://bucket") String registry,

            @Doc("Full top hash of the revision to delete, or \"all\"") @Default("\"all\"")
            String revision) {}

    private static final Spec<Input, PackageDeleteResult> SPEC = new Spec<>(
                    "package_delete",
                    "Delete a package",
                    Effect.DESTROY,
                    "Deletes a Quilt package: all its revisions, one by one, or the one with a given full top hash. Returns the outcome "
                            + "of each. The S3 objects are untouched. This cannot be undone: ask the user first.",
                    Input.class,
                    PackageDeleteResult.class)
            .slowly();

    private final RevisionHistory history;
    private final BaseRevisionResolver bases;
    private final PackageWriter changes;

    public PackageDelete(PackagePorts ports) {
        this(ports, PointerTiming.usual());
    }

    PackageDelete(PackagePorts ports, PointerTiming pace) {
        this.history = new RevisionHistory(ports.packages());
        this.bases = new BaseRevisionResolver(ports.packages(), pace);
        this.changes = ports.changes();
    }

    @Override
    public Spec<Input, PackageDeleteResult> spec() {
        return SPEC;
    }

    @Override
    public String confirmation(Input in, Call call) {
        var name = name(in);
        var all = history.downTo(call, name, null);
        var wanted = wanted(in, name, all);
        var latest = bases.latest(call, name).map(Revision::hash).orElse("none");
        return wanted.size() == 1 && !in.revision().equals(ALL)
                ? "Delete revision %s of package %s in bucket %s? It is one of %,d; latest is %s."
                        .formatted(
                                BaseRevision.told(wanted.getFirst()),
                                name.name(),
                                name.bucket(),
                                all.size(),
                                latest.equals(wanted.getFirst().hash()) ? "this one" : latest)
                : "Delete package %s in bucket %s with %s? Latest is %s."
                        .formatted(
                                name.name(),
                                name.bucket(),
                                wanted.size() == 1
                                        ? "its only revision"
                                        : "all of its %,d revisions".formatted(wanted.size()),
                                latest);
    }

    @Override
    public PackageDeleteResult call(Input in, Call call) {
        var name = name(in);
        var wanted = wanted(in, name, history.downTo(call, name, null));
        var results = new ArrayList<PackageDeleteResult.RevisionOutcome>();
        var failed = false;
        for (var revision : wanted) {
            var one = failed || spent(call)
                    ? PackageDeleteResult.RevisionOutcome.left(revision)
                    : delete(call, name, revision, results.isEmpty());
            failed |= !one.deleted();
            results.add(one);
            call.progress()
                    .report(
                            results.size(),
                            (double) wanted.size(),
                            "%d of %d".formatted(results.size(), wanted.size()));
        }
        return PackageDeleteResult.of(name, results, standing(call, name));
    }

    private static PackageName name(Input in) {
        return TargetPackage.of(in.registry(), in.packageName());
    }

    /** The revisions to delete, oldest first to keep {@code latest} to the end; a hash listed twice counts once. */
    private static List<Revision> wanted(Input in, PackageName name, List<Revision> all) {
        var byHash = new LinkedHashMap<String, Revision>();
        all.reversed().forEach(revision -> byHash.putIfAbsent(revision.hash(), revision));
        if (byHash.isEmpty()) {
            throw new Failure.NotFound("No package `%s` in bucket `%s`, or you may not see it. Check both names."
                    .formatted(name.name(), name.bucket()));
        }
        if (in.revision().equals(ALL)) {
            return List.copyOf(byHash.values());
        }
        var hash = ArgumentParser.parse("revision", in.revision(), PackageDelete::fullHash);
        var one = byHash.get(hash);
        if (one == null) {
            throw new Failure.NotFound("Package `%s` in bucket `%s` has no revision `%s`; package_revisions lists them."
                    .formatted(name.name(), name.bucket(), hash));
        }
        return List.of(one);
    }

    private static String fullHash(String text) {
        if (text.equals("latest")) {
            throw new IllegalArgumentException(
                    "\"latest\" may be another revision by the time it is deleted. Send a full top hash, or \"all\".");
        }
        return NameSyntax.revision(text);
    }

    private static boolean spent(Call call) {
        return Thread.currentThread().isInterrupted()
                || call.deadline().remaining().compareTo(LEAST) < 0;
    }

    /** Deletes one revision; a failure of the first one fails the call, because nothing is deleted then. */
    private PackageDeleteResult.RevisionOutcome delete(Call call, PackageName name, Revision revision, boolean first) {
        var attempt = Attempt.of(() -> {
            changes.deleteRevision(call.caller(), name, revision.hash());
            return revision;
        });
        return switch (attempt) {
            case Attempt.SuccessfulAttempt<Revision> _ -> PackageDeleteResult.RevisionOutcome.gone(revision);
            case Attempt.FailedAttempt<Revision> _
            when isGone(call, name, revision) -> PackageDeleteResult.RevisionOutcome.gone(revision);
            case Attempt.FailedAttempt<Revision>(var reason) when first -> throw reason;
            case Attempt.FailedAttempt<Revision>(var reason) ->
                PackageDeleteResult.RevisionOutcome.failed(revision, String.valueOf(reason.getMessage()));
        };
    }

    /** Whether the revision is not listed any more: another caller may have deleted it first. */
    private boolean isGone(Call call, PackageName name, Revision revision) {
        return Attempt.of(() -> history.lists(call, name, revision.hash()))
                        instanceof Attempt.SuccessfulAttempt<Boolean>(var there)
                && !there;
    }

    private @Nullable Revision standing(Call call, PackageName name) {
        return Attempt.of(() -> bases.latest(call, name))
                        instanceof Attempt.SuccessfulAttempt<Optional<Revision>>(var latest)
                ? latest.orElse(null)
                : null;
    }
}
