package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a submitted change won against concurrent ones, and deletes a revision that lost. */
final class PushConflictResolver {
    private final BaseRevisionResolver bases;
    private final RevisionHistory history;
    private final PackageWriter changes;
    private final PointerTiming pace;

    PushConflictResolver(
            BaseRevisionResolver bases, RevisionHistory history, PackageWriter changes, PointerTiming pace) {
        this.bases = bases;
        this.history = history;
        this.changes = changes;
        this.pace = pace;
    }

    /**
     * Returns the warnings for the author of a change that won.
     *
     * @throws Failure.Conflict if another change was first
     */
    List<String> land(Call call, BaseRevision base, String hash) {
        pace.awaitSecond();
        return switch (Attempt.of(() -> race(call, base, hash))) {
            case Attempt.FailedAttempt<RevisionRace>(var reason) ->
                throw new Failure.Unavailable(
                        "Revision %s of `%s` was created, but it is unknown whether another was created at the same time (%s) Check with package_revisions."
                                .formatted(hash, base.name().name(), reason.getMessage()),
                        reason);
            case Attempt.SuccessfulAttempt<RevisionRace>(RevisionRace.RaceWon won) -> notes(call, base, hash, won);
            case Attempt.SuccessfulAttempt<RevisionRace>(RevisionRace.RaceLost lost) ->
                throw conflict(call, base, hash, lost);
        };
    }

    private RevisionRace race(Call call, BaseRevision base, String hash) {
        return RevisionRace.decide(history.downTo(call, base.name(), base.newest()), base.newest(), hash);
    }

    private List<String> notes(Call call, BaseRevision base, String hash, RevisionRace.RaceWon won) {
        var notes = new ArrayList<String>();
        if (won.twice()) {
            notes.add("Somebody else created an identical revision at the same time.");
        }
        if (!won.above().isEmpty()) {
            notes.add("A newer revision exists, which may not contain this change: %s."
                    .formatted(BaseRevision.told(won.above().getFirst())));
        } else if (!pointsTo(call, base, hash)) {
            notes.add(
                    "`latest` does not point to this revision, although it is the newest; check with package_revisions.");
        }
        return notes;
    }

    /** Whether {@code latest} is this revision or a newer one; one that lost may be {@code latest} for a moment. */
    private boolean pointsTo(Call call, BaseRevision base, String hash) {
        for (int i = 0; i < 2; i++) {
            if (Attempt.of(() -> bases.latest(call, base.name()))
                            instanceof Attempt.SuccessfulAttempt<Optional<Revision>>(var latest)
                    && latest.filter(it -> it.hash().equals(hash)).isPresent()) {
                return true;
            }
            pace.awaitSecond();
        }
        var newest = Attempt.of(() -> history.downTo(call, base.name(), base.newest()));
        return newest instanceof Attempt.SuccessfulAttempt<List<Revision>>(var listed)
                && !listed.isEmpty()
                && !listed.getFirst().hash().equals(hash);
    }

    private Failure conflict(Call call, BaseRevision base, String hash, RevisionRace.RaceLost lost) {
        var winner = lost.winner() == null ? standing(call, base, hash) : lost.winner();
        var back = takeBack(call, base, hash, lost.listed());
        return new Failure.Conflict("Somebody else changed `%s` first: %s. %s %s"
                .formatted(
                        base.name().name(),
                        winner == null ? "the base of your change is gone" : "revision " + BaseRevision.told(winner),
                        back == null ? "Your revision was deleted again; latest does not contain your change." : back,
                        winner == null ? "Check the package, and call again." : BaseRevision.READ_AGAIN));
    }

    private @Nullable Revision standing(Call call, BaseRevision base, String hash) {
        return Attempt.of(() -> bases.latest(call, base.name()))
                        instanceof Attempt.SuccessfulAttempt<Optional<Revision>>(var latest)
                ? latest.filter(it -> !it.hash().equals(hash)).orElse(null)
                : null;
    }

    /** Deletes the lost revision; null if nothing of it is left, or else a sentence about what is. */
    private @Nullable String takeBack(Call call, BaseRevision base, String hash, boolean listed) {
        return switch (Attempt.of(() -> takenBack(call, base, hash, listed))) {
            case Attempt.SuccessfulAttempt<Boolean>(var gone) when gone -> null;
            case Attempt.SuccessfulAttempt<Boolean> _ ->
                "Your revision %s could not be deleted, because an older revision has the same top hash; it is latest now."
                        .formatted(hash);
            case Attempt.FailedAttempt<Boolean>(var reason) ->
                isGone(call, base, hash)
                        ? null
                        : "Your revision %s could not be deleted (%s) and may be latest now. Delete it with package_delete."
                                .formatted(hash, reason.getMessage());
        };
    }

    /** Whether the revision is gone: the author of an identical one may have deleted it first. */
    private boolean isGone(Call call, BaseRevision base, String hash) {
        return Attempt.of(() -> history.lists(call, base.name(), hash) || isLatest(call, base, hash))
                        instanceof Attempt.SuccessfulAttempt<Boolean>(var there)
                && !there;
    }

    private boolean isLatest(Call call, BaseRevision base, String hash) {
        return bases.latest(call, base.name())
                .filter(it -> it.hash().equals(hash))
                .isPresent();
    }

    private boolean takenBack(Call call, BaseRevision base, String hash, boolean listed) {
        if (!listed && !isLatest(call, base, hash)) {
            return true;
        }
        if (isOlder(call, base, hash)) {
            return false;
        }
        changes.deleteRevision(call.caller(), base.name(), hash);
        return true;
    }

    /** Whether an older revision has the same top hash: deleting one would delete both. */
    private boolean isOlder(Call call, BaseRevision base, String hash) {
        var newest = base.newest();
        return newest != null
                && history.downTo(call, base.name(), null).stream()
                        .anyMatch(it -> it.hash().equals(hash) && !it.modified().isAfter(newest.modified()));
    }
}
