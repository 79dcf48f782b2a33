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
    private final RevisionHistory history;
    private final PackageWriter changes;
    private final PointerTiming timing;

    PushConflictResolver(RevisionHistory history, PackageWriter changes, PointerTiming timing) {
        this.history = history;
        this.changes = changes;
        this.timing = timing;
    }

    /**
     * Returns the warnings for the author of a change that won.
     *
     * @throws Failure.Conflict if another change was first
     */
    List<String> resolve(Call call, BaseRevision base, String hash) {
        timing.awaitSecond();
        return switch (Attempt.of(() -> race(call, base, hash))) {
            case Attempt.FailedAttempt<RevisionRace>(var reason) ->
                throw new Failure.Unavailable(
                        "Revision %s of `%s` was created, but it is unknown whether another was created at the same time (%s) Check with package_revisions."
                                .formatted(hash, base.name().name(), reason.getMessage()),
                        reason);
            case Attempt.SuccessfulAttempt<RevisionRace>(RevisionRace.RaceWon won) -> warnings(call, base, hash, won);
            case Attempt.SuccessfulAttempt<RevisionRace>(RevisionRace.RaceLost lost) ->
                throw conflict(call, base, hash, lost);
        };
    }

    private RevisionRace race(Call call, BaseRevision base, String hash) {
        return RevisionRace.decide(history.downTo(call, base.name(), base.newest()), base.newest(), hash);
    }

    private List<String> warnings(Call call, BaseRevision base, String hash, RevisionRace.RaceWon won) {
        var warnings = new ArrayList<String>();
        if (won.duplicated()) {
            warnings.add("Somebody else created an identical revision at the same time.");
        }
        if (!won.above().isEmpty()) {
            warnings.add("A newer revision exists, which may not contain this change: %s."
                    .formatted(BaseRevision.describe(won.above().getFirst())));
        } else if (!pointsTo(call, base, hash)) {
            warnings.add(
                    "`latest` does not point to this revision, although it is the newest; check with package_revisions.");
        }
        return warnings;
    }

    /** Whether {@code latest} is this revision or a newer one; one that lost may be {@code latest} for a moment. */
    private boolean pointsTo(Call call, BaseRevision base, String hash) {
        for (int i = 0; i < 2; i++) {
            if (Attempt.of(() -> history.isLatest(call, base.name(), hash)).orElse(false)) {
                return true;
            }
            timing.awaitSecond();
        }
        var listed = Attempt.of(() -> history.downTo(call, base.name(), base.newest()))
                .orElse(List.of());
        return !listed.isEmpty() && !listed.getFirst().hash().equals(hash);
    }

    private Failure conflict(Call call, BaseRevision base, String hash, RevisionRace.RaceLost lost) {
        var winner = lost.winner() == null ? otherLatest(call, base, hash) : lost.winner();
        var fault = deletionFault(call, base, hash, lost.listed());
        return new Failure.Conflict("Somebody else changed `%s` first: %s. %s %s"
                .formatted(
                        base.name().name(),
                        winner == null
                                ? "the revision that your change is based on no longer exists"
                                : "revision " + BaseRevision.describe(winner),
                        fault == null ? "Your new revision was deleted; `latest` does not contain your change." : fault,
                        winner == null ? "Check the package, and call again." : BaseRevision.READ_AGAIN));
    }

    private @Nullable Revision otherLatest(Call call, BaseRevision base, String hash) {
        return Attempt.of(() -> history.latest(call, base.name()))
                .orElse(Optional.empty())
                .filter(it -> !it.hash().equals(hash))
                .orElse(null);
    }

    /** Deletes the lost revision; null if nothing of it remains, or else a sentence about what does. */
    private @Nullable String deletionFault(Call call, BaseRevision base, String hash, boolean listed) {
        return switch (Attempt.of(() -> delete(call, base, hash, listed))) {
            case Attempt.SuccessfulAttempt<Boolean>(var deleted) when deleted -> null;
            case Attempt.SuccessfulAttempt<Boolean> _ ->
                "Your revision %s could not be deleted, because an older revision has the same top hash; it is latest now."
                        .formatted(hash);
            case Attempt.FailedAttempt<Boolean> _
            when Attempt.of(() -> isGone(call, base, hash)).orElse(false) -> null;
            case Attempt.FailedAttempt<Boolean>(var reason) ->
                "Your revision %s could not be deleted (%s) and may be latest now. Delete it with package_delete."
                        .formatted(hash, reason.getMessage());
        };
    }

    /** Whether the revision is gone: the author of an identical one may have deleted it first. */
    private boolean isGone(Call call, BaseRevision base, String hash) {
        return !history.lists(call, base.name(), hash) && !history.isLatest(call, base.name(), hash);
    }

    /** Deletes the revision. Returns false if an older one has the same top hash: both would be deleted. */
    private boolean delete(Call call, BaseRevision base, String hash, boolean listed) {
        if (!listed && !history.isLatest(call, base.name(), hash)) {
            return true;
        }
        var newest = base.newest();
        if (newest != null
                && history.downTo(call, base.name(), null).stream()
                        .anyMatch(it -> it.hash().equals(hash) && !it.modified().isAfter(newest.modified()))) {
            return false;
        }
        changes.deleteRevision(call.caller(), base.name(), hash);
        return true;
    }
}
