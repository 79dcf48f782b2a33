package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Submits a revision to the registry, once; if no response comes, checks whether it was created. */
final class RevisionSubmitter {
    private static final Duration AFTERWARDS = Duration.ofSeconds(6);
    private static final Duration MIN_LIMIT = Duration.ofSeconds(5);

    private final RevisionHistory history;
    private final ManifestReader manifests;
    private final PointerTiming timing;

    RevisionSubmitter(RevisionHistory history, ManifestReader manifests, PointerTiming timing) {
        this.history = history;
        this.manifests = manifests;
        this.timing = timing;
    }

    /** The time left for submitting; refuses a call with too little time left to finish safely. */
    Duration limit(Call call) {
        var limit = call.deadline().remaining().minus(AFTERWARDS);
        if (limit.compareTo(MIN_LIMIT) < 0) {
            throw new Failure.TooLate(
                    "Too little time is left in this call to change the package safely. No revision was written; call again.",
                    null);
        }
        return limit;
    }

    /** Requires that the base is still {@code latest}, submits the revision and returns its top hash. */
    String submit(Call call, BaseRevision base, SubmittedRevision submitted) {
        history.requireStill(call, base);
        var limit = limit(call);
        return Tasks.uninterruptibly(
                () -> switch (Attempt.of(() -> submitted.construct().apply(limit))) {
                    case Attempt.SuccessfulAttempt<String>(var hash) -> hash;
                    case Attempt.FailedAttempt<String>(var reason) -> afterFailure(call, base, submitted, reason);
                });
    }

    private String afterFailure(Call call, BaseRevision base, SubmittedRevision submitted, Failure reason) {
        if (!(reason instanceof Failure.TooLate)) {
            throw reason; // nothing was changed
        }
        var unknown = new Failure.TooLate(unknown(base, reason), reason);
        var found = find(call, base, submitted);
        if (found.orElse(Optional.empty()).isEmpty()) {
            timing.awaitSecond();
            found = find(call, base, submitted);
        }
        // Without an answer, a revision above the base may be this one.
        return found.orElseThrow(_ -> unknown).orElseThrow(() -> lostOr(call, base, unknown));
    }

    private static String unknown(BaseRevision base, Failure reason) {
        return "%s It is unknown whether the revision was created. Before you call again, check with package_revisions for one of `%s` with your message that is newer than %s."
                .formatted(
                        Objects.requireNonNullElse(reason.getMessage(), "No response came."),
                        base.name().name(),
                        base.newest() == null ? "none" : base.newest().hash());
    }

    /** A conflict if another revision is above the base, so that this one has lost either way; else {@code unknown}. */
    private Failure lostOr(Call call, BaseRevision base, Failure unknown) {
        var above = Attempt.of(() -> history.above(call, base)).orElse(List.of());
        return above.isEmpty()
                ? unknown
                : new Failure.Conflict(
                        "Somebody else changed `%s` first: revision %s. Your revision is not listed, but the registry did not confirm that and may still create it: check with package_revisions. %s"
                                .formatted(
                                        base.name().name(),
                                        BaseRevision.describe(above.getLast()),
                                        BaseRevision.READ_AGAIN));
    }

    /** Searches above the base, and {@code latest}: one of the same second may have replaced it in the list. */
    private Attempt<Optional<String>> find(Call call, BaseRevision base, SubmittedRevision submitted) {
        return Attempt.of(() -> Stream.concat(
                        history.above(call, base).stream(), history.latest(call, base.name()).stream())
                .filter(it -> !it.hash().equals(base.hash()) && submitted.hasMessageOf(it))
                .map(Revision::hash)
                .distinct()
                .filter(hash -> manifests.with(call.caller(), base.name(), hash, submitted::hasContentOf))
                .findFirst());
    }
}
