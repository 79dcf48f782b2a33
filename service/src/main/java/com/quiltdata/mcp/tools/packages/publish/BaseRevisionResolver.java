package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the base of a change: a revision old enough that a lost race can no longer remove it. */
final class BaseRevisionResolver {
    private static final String LATEST = "latest";
    private static final int TRIES = 3;

    private final PackageReader packages;
    private final RevisionHistory history;
    private final PointerTiming pace;

    BaseRevisionResolver(PackageReader packages, PointerTiming pace) {
        this.packages = packages;
        this.history = new RevisionHistory(packages);
        this.pace = pace;
    }

    /** The present base; waits until its newest revision is old enough. */
    BaseRevision find(Call call, PackageName name) {
        var seen = look(call, name);
        for (int i = 0; i < TRIES; i++) {
            var newest = seen.newest();
            if (newest == null || (seen.plain() && pace.stands(newest.modified()))) {
                return seen;
            }
            pace.awaitStanding(newest.modified());
            var again = look(call, name);
            if (again.sameAs(seen)) {
                return again;
            }
            seen = again;
        }
        throw new Failure.Conflict(
                "`%s` is being changed repeatedly right now. Nothing was written; call again in a minute."
                        .formatted(name.name()));
    }

    private BaseRevision look(Call call, PackageName name) {
        var latest = latest(call, name).orElse(null);
        var newest = Attempt.find(() -> packages.revisions(call.caller(), name, 1))
                .flatMap(it -> it.newest().stream().findFirst())
                .orElse(null);
        return new BaseRevision(name, latest, latest == null ? null : newest);
    }

    Optional<Revision> latest(Call call, PackageName name) {
        return Attempt.find(() -> packages.revision(call.caller(), name, LATEST));
    }

    /** Requires that the base is still {@code latest}; or else waits for the second to end and names the winner. */
    void requireStill(Call call, BaseRevision base) {
        var now = latest(call, base.name()).orElse(null);
        if (!hash(now).equals(hash(base.latest()))) {
            pace.awaitSecond();
            throw BaseRevision.movedOn(base, history.above(call, base), now);
        }
    }

    private static Optional<String> hash(@Nullable Revision revision) {
        return Optional.ofNullable(revision).map(Revision::hash);
    }
}
