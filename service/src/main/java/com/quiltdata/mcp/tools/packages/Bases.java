package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.Revision;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a change can be made from: what has stood long enough not to be taken back any more. */
final class Bases {
    private static final String LATEST = "latest";
    private static final int TRIES = 3;

    private final PackageReader packages;
    private final History history;
    private final Pace pace;

    Bases(PackageReader packages, Pace pace) {
        this.packages = packages;
        this.history = new History(packages);
        this.pace = pace;
    }

    /** What stands now, after a while if it is all too new. */
    Base find(Call call, PackageName name) {
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
                "`%s` is being changed again and again at this moment; nothing was sent, try again in a minute."
                        .formatted(name.name()));
    }

    private Base look(Call call, PackageName name) {
        var latest = latest(call, name).orElse(null);
        var newest = Attempt.find(() -> packages.revisions(call.caller(), name, 1))
                .flatMap(it -> it.newest().stream().findFirst())
                .orElse(null);
        return new Base(name, latest, latest == null ? null : newest);
    }

    Optional<Revision> latest(Call call, PackageName name) {
        return Attempt.find(() -> packages.revision(call.caller(), name, LATEST));
    }

    /** Lets a change pass whose base is still what stands; or else says who was first, once that second is over. */
    void requireStill(Call call, Base base) {
        var now = latest(call, base.name()).orElse(null);
        if (!hash(now).equals(hash(base.latest()))) {
            pace.awaitSecond();
            throw Base.movedOn(base, history.above(call, base), now);
        }
    }

    private static Optional<String> hash(@Nullable Revision revision) {
        return Optional.ofNullable(revision).map(Revision::hash);
    }
}
