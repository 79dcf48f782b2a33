package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.PackageWriter;
import com.quiltdata.mcp.catalog.Revision;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes away one revision of a package, or all of them. */
final class PackageDelete implements Tool<PackageDelete.Input, Deleted> {
    private static final String ALL = "all";
    private static final Duration LEAST = Duration.ofSeconds(3);

    record Input(
            @Doc("The package, namespace/name") String packageName,

            @Doc("Bucket of the package: its name or s3://bucket")
            String registry,

            @Doc("Full top hash of the one revision to delete, or all") @Default("\"all\"")
            String revision) {}

    private static final Spec<Input, Deleted> SPEC = new Spec<>(
                    "package_delete",
                    "Delete a package",
                    Effect.DESTROY,
                    "Deletes a Quilt package, all its revisions or the one of a full top hash, through the registry, one by one, and "
                            + "tells what became of each. The objects in S3 stay. This cannot be undone: ask the user first.",
                    Input.class,
                    Deleted.class)
            .slowly();

    private final History history;
    private final Bases bases;
    private final PackageWriter changes;

    PackageDelete(PackagePorts ports, Pace pace) {
        this.history = new History(ports.packages());
        this.bases = new Bases(ports.packages(), pace);
        this.changes = ports.changes();
    }

    @Override
    public Spec<Input, Deleted> spec() {
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
                                Base.told(wanted.getFirst()),
                                name.name(),
                                name.bucket(),
                                all.size(),
                                latest.equals(wanted.getFirst().hash()) ? "this one" : latest)
                : "Delete package %s in bucket %s with all of its %,d revisions? Latest is %s."
                        .formatted(name.name(), name.bucket(), wanted.size(), latest);
    }

    @Override
    public Deleted call(Input in, Call call) {
        var name = name(in);
        var wanted = wanted(in, name, history.downTo(call, name, null));
        var results = new ArrayList<Deleted.One>();
        var failed = false;
        for (var revision : wanted) {
            var one = failed || spent(call)
                    ? Deleted.One.left(revision)
                    : delete(call, name, revision, results.isEmpty());
            failed |= !one.deleted();
            results.add(one);
            call.progress()
                    .report(
                            results.size(),
                            (double) wanted.size(),
                            "%d of %d".formatted(results.size(), wanted.size()));
        }
        return Deleted.of(name, results, standing(call, name));
    }

    private static PackageName name(Input in) {
        return Destination.of(in.registry(), in.packageName());
    }

    /** Oldest first, so that {@code latest} holds to the end; a hash that stands there twice goes once. */
    private static List<Revision> wanted(Input in, PackageName name, List<Revision> all) {
        var byHash = new LinkedHashMap<String, Revision>();
        all.reversed().forEach(revision -> byHash.putIfAbsent(revision.hash(), revision));
        if (byHash.isEmpty()) {
            throw new Failure.NotFound("No package `%s` in bucket `%s`, or you may not see it; check both names."
                    .formatted(name.name(), name.bucket()));
        }
        if (in.revision().equals(ALL)) {
            return List.copyOf(byHash.values());
        }
        var hash = Argument.parse("revision", in.revision(), PackageDelete::fullHash);
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
                    "latest may be another revision by the time it is deleted; send its full top hash, or \"all\".");
        }
        return Names.revision(text);
    }

    private static boolean spent(Call call) {
        return Thread.currentThread().isInterrupted() || call.deadline().left().compareTo(LEAST) < 0;
    }

    /** The first one's failure is the call's: nothing is gone then. */
    private Deleted.One delete(Call call, PackageName name, Revision revision, boolean first) {
        var attempt = Attempt.of(() -> {
            changes.deleteRevision(call.caller(), name, revision.hash());
            return revision;
        });
        return switch (attempt) {
            case Attempt.Done<Revision> _ -> Deleted.One.gone(revision);
            case Attempt.Failed<Revision> _ when isGone(call, name, revision) -> Deleted.One.gone(revision);
            case Attempt.Failed<Revision>(var reason) when first -> throw reason;
            case Attempt.Failed<Revision>(var reason) ->
                Deleted.One.failed(revision, String.valueOf(reason.getMessage()));
        };
    }

    /** Somebody else may have been faster. */
    private boolean isGone(Call call, PackageName name, Revision revision) {
        return Attempt.of(() -> history.lists(call, name, revision.hash())) instanceof Attempt.Done<Boolean>(var there)
                && !there;
    }

    private @Nullable Revision standing(Call call, PackageName name) {
        return Attempt.of(() -> bases.latest(call, name)) instanceof Attempt.Done<Optional<Revision>>(var latest)
                ? latest.orElse(null)
                : null;
    }
}
