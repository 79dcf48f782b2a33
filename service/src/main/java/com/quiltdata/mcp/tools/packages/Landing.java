package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.PackageWriter;
import com.quiltdata.mcp.catalog.Revision;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees how a change that was sent came out among others, and takes back one that lost. */
final class Landing {
    private final Bases bases;
    private final History history;
    private final PackageWriter changes;
    private final Pace pace;

    Landing(Bases bases, History history, PackageWriter changes, Pace pace) {
        this.bases = bases;
        this.history = history;
        this.changes = changes;
        this.pace = pace;
    }

    /**
     * What the author of a change that stands should know.
     *
     * @throws Failure.Conflict when somebody else was first
     */
    List<String> land(Call call, Base base, String hash) {
        pace.awaitSecond();
        return switch (Attempt.of(() -> race(call, base, hash))) {
            case Attempt.Failed<Race>(var reason) ->
                throw new Failure.Unavailable(
                        "Revision %s of `%s` was made, but whether another was made at the same time could not be seen (%s) Look with package_revisions."
                                .formatted(hash, base.name().name(), reason.getMessage()),
                        reason);
            case Attempt.Done<Race>(Race.Won won) -> notes(call, base, hash, won);
            case Attempt.Done<Race>(Race.Lost lost) -> throw conflict(call, base, hash, lost);
        };
    }

    private Race race(Call call, Base base, String hash) {
        return Race.decide(history.downTo(call, base.name(), base.newest()), base.newest(), hash);
    }

    private List<String> notes(Call call, Base base, String hash, Race.Won won) {
        var notes = new ArrayList<String>();
        if (won.twice()) {
            notes.add("Somebody else made the very same revision at the same time.");
        }
        if (!won.above().isEmpty()) {
            notes.add("A revision was made since, which may not hold this change: %s."
                    .formatted(Base.told(won.above().getFirst())));
        } else if (!pointsTo(call, base, hash)) {
            notes.add(
                    "`latest` does not point to this revision, although it is the newest; look with package_revisions.");
        }
        return notes;
    }

    /** Whether {@code latest} is this or newer; one that lost may hold it for a moment. */
    private boolean pointsTo(Call call, Base base, String hash) {
        for (int i = 0; i < 2; i++) {
            if (Attempt.of(() -> bases.latest(call, base.name()))
                            instanceof Attempt.Done<Optional<Revision>>(var latest)
                    && latest.filter(it -> it.hash().equals(hash)).isPresent()) {
                return true;
            }
            pace.awaitSecond();
        }
        var newest = Attempt.of(() -> history.downTo(call, base.name(), base.newest()));
        return newest instanceof Attempt.Done<List<Revision>>(var listed)
                && !listed.isEmpty()
                && !listed.getFirst().hash().equals(hash);
    }

    private Failure conflict(Call call, Base base, String hash, Race.Lost lost) {
        var winner = lost.winner() == null ? standing(call, base, hash) : lost.winner();
        var back = takeBack(call, base, hash, lost.listed());
        return new Failure.Conflict("Somebody else changed `%s` first: %s. %s %s"
                .formatted(
                        base.name().name(),
                        winner == null ? "what yours was made from is gone" : "revision " + Base.told(winner),
                        back == null ? "Yours was taken back, nothing of it is in latest." : back,
                        winner == null ? "Look at the package, and call again." : Base.readAgain(winner)));
    }

    private @Nullable Revision standing(Call call, Base base, String hash) {
        return Attempt.of(() -> bases.latest(call, base.name())) instanceof Attempt.Done<Optional<Revision>>(var latest)
                ? latest.filter(it -> !it.hash().equals(hash)).orElse(null)
                : null;
    }

    /** Null when nothing of the change is left, or else what is. */
    private @Nullable String takeBack(Call call, Base base, String hash, boolean listed) {
        return switch (Attempt.of(() -> takenBack(call, base, hash, listed))) {
            case Attempt.Done<Boolean>(var gone) when gone -> null;
            case Attempt.Done<Boolean> _ ->
                "Yours, %s, could not be taken back, because an older revision is the very same; it is latest now."
                        .formatted(hash);
            case Attempt.Failed<Boolean>(var reason) ->
                isGone(call, base, hash)
                        ? null
                        : "Yours, %s, could not be taken back (%s) and may be latest now; package_delete takes it away."
                                .formatted(hash, reason.getMessage());
        };
    }

    /** Somebody with the very same change may have been faster. */
    private boolean isGone(Call call, Base base, String hash) {
        return Attempt.of(() -> history.lists(call, base.name(), hash) || isLatest(call, base, hash))
                        instanceof Attempt.Done<Boolean>(var there)
                && !there;
    }

    private boolean isLatest(Call call, Base base, String hash) {
        return bases.latest(call, base.name())
                .filter(it -> it.hash().equals(hash))
                .isPresent();
    }

    private boolean takenBack(Call call, Base base, String hash, boolean listed) {
        if (!listed && !isLatest(call, base, hash)) {
            return true;
        }
        if (isOlder(call, base, hash)) {
            return false;
        }
        changes.deleteRevision(call.caller(), base.name(), hash);
        return true;
    }

    /** Whether the very same revision was there before: to take one away is to take both. */
    private boolean isOlder(Call call, Base base, String hash) {
        var newest = base.newest();
        return newest != null
                && history.downTo(call, base.name(), null).stream()
                        .anyMatch(it -> it.hash().equals(hash) && !it.modified().isAfter(newest.modified()));
    }
}
