package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.catalog.packages.RevisionPage;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the revisions of a package, and finds the base of a change. */
final class RevisionHistory {
    private static final int PAGE = 100;
    private static final int TRIES = 3;

    private final PackageReader packages;
    private final PointerTiming timing;

    RevisionHistory(PackageReader packages, PointerTiming timing) {
        this.packages = packages;
        this.timing = timing;
    }

    Optional<Revision> latest(Call call, PackageName name) {
        return Attempt.find(() -> packages.revision(call.caller(), name, "latest"));
    }

    /** Whether {@code latest} has this top hash. */
    boolean isLatest(Call call, PackageName name, String hash) {
        return latest(call, name).filter(it -> it.hash().equals(hash)).isPresent();
    }

    /** The revisions from the newest down to {@code end}, inclusive, or to the first; empty if there is no package. */
    List<Revision> downTo(Call call, PackageName name, @Nullable Revision end) {
        var revisions = new ArrayList<Revision>();
        for (int number = 1; ; number++) {
            var page = page(call, name, number, PAGE);
            revisions.addAll(page.newest());
            var ended = page.newest().stream().anyMatch(it -> BaseRevision.samePointer(it, end));
            if (ended || page.newest().isEmpty() || revisions.size() >= page.total()) {
                return revisions;
            }
        }
    }

    /** The revisions created since the base was found, newest first. */
    List<Revision> above(Call call, BaseRevision base) {
        return downTo(call, base.name(), base.newest()).stream()
                .takeWhile(it -> !BaseRevision.samePointer(it, base.newest()))
                .toList();
    }

    /** Whether a revision with this top hash is listed. */
    boolean lists(Call call, PackageName name, String hash) {
        return downTo(call, name, null).stream().anyMatch(it -> it.hash().equals(hash));
    }

    /**
     * The base for a change: a revision old enough that a lost race can no longer remove it. Waits until the newest
     * revision is old enough.
     */
    BaseRevision base(Call call, PackageName name) {
        var base = present(call, name);
        for (int i = 0; i < TRIES; i++) {
            var newest = base.newest();
            if (newest == null || (base.isNewest() && timing.isSettled(newest.modified()))) {
                return base;
            }
            timing.awaitSettled(newest.modified());
            var again = present(call, name);
            if (again.isSameAs(base)) {
                return again;
            }
            base = again;
        }
        throw new Failure.Conflict(
                "`%s` is being changed repeatedly right now. Nothing was written; call again in a minute."
                        .formatted(name.name()));
    }

    private BaseRevision present(Call call, PackageName name) {
        var latest = latest(call, name).orElse(null);
        var newest = page(call, name, 1, 1).newest().stream().findFirst().orElse(null);
        return new BaseRevision(name, latest, newest);
    }

    /** Requires that the base is still {@code latest}; or else waits for the second to end and names the winner. */
    void requireStill(Call call, BaseRevision base) {
        var now = latest(call, base.name()).orElse(null);
        if (Objects.equals(now == null ? null : now.hash(), base.hash())) {
            return;
        }
        timing.awaitSecond();
        var above = above(call, base);
        var winner = above.isEmpty() ? now : above.getLast();
        throw new Failure.Conflict("Somebody else changed `%s` first: %s. Your change was not written. %s"
                .formatted(
                        base.name().name(),
                        winner == null ? "it was deleted" : "revision " + BaseRevision.describe(winner),
                        winner == null ? "Check the bucket, and call again." : BaseRevision.READ_AGAIN));
    }

    private RevisionPage page(Call call, PackageName name, int number, int perPage) {
        return Attempt.find(() -> packages.revisions(call.caller(), name, number, perPage))
                .orElse(new RevisionPage(List.of(), 0));
    }
}
