package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.Manifest;
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
    private static final Duration LEAST = Duration.ofSeconds(5);

    private final BaseRevisionResolver bases;
    private final RevisionHistory history;
    private final ManifestReader manifests;
    private final PointerTiming pace;

    RevisionSubmitter(
            BaseRevisionResolver bases, RevisionHistory history, ManifestReader manifests, PointerTiming pace) {
        this.bases = bases;
        this.history = history;
        this.manifests = manifests;
        this.pace = pace;
    }

    /** A revision to submit. */
    interface SubmitRequest {
        /** Submits the revision and returns its top hash. */
        String send(Duration limit);

        /** Whether the candidate has the message of the submitted revision. */
        boolean says(Revision candidate);

        /** Whether the candidate has the content of the submitted revision. */
        boolean made(Manifest candidate);
    }

    /** The time left for submitting; refuses a call with too little time left to finish safely. */
    Duration limit(Call call) {
        var limit = call.deadline().remaining().minus(AFTERWARDS);
        if (limit.compareTo(LEAST) < 0) {
            throw new Failure.TooLate(
                    "Too little time is left in this call to change the package safely. No revision was written; call again.",
                    null);
        }
        return limit;
    }

    /** Requires that the base is still {@code latest}, submits the revision and returns its top hash. */
    String send(Call call, BaseRevision base, SubmitRequest order) {
        bases.requireStill(call, base);
        var limit = limit(call);
        return Tasks.uninterruptibly(() -> switch (Attempt.of(() -> order.send(limit))) {
            case Attempt.SuccessfulAttempt<String>(var hash) -> hash;
            case Attempt.FailedAttempt<String>(var reason) -> lookedFor(call, base, order, reason);
        });
    }

    private String lookedFor(Call call, BaseRevision base, SubmitRequest order, Failure reason) {
        return switch (reason) {
            case Failure.TooLate e ->
                found(call, base, order).orElseThrow(() -> unknown(call, base, new Failure.TooLate(open(base, e), e)));
            case Failure.Unavailable e ->
                found(call, base, order)
                        .orElseThrow(() -> unknown(call, base, new Failure.Unavailable(open(base, e), e)));
            case Failure.Denied _,
                    Failure.NotFound _,
                    Failure.Invalid _,
                    Failure.Conflict _,
                    Failure.Declined _,
                    Failure.Throttled _,
                    Failure.TooLarge _ -> throw reason;
        };
    }

    /** A conflict if another revision is above the base, so that this one has lost either way; or else {@code open}. */
    private Failure unknown(Call call, BaseRevision base, Failure open) {
        return Attempt.of(() -> history.above(call, base))
                                instanceof Attempt.SuccessfulAttempt<List<Revision>>(var above)
                        && !above.isEmpty()
                ? new Failure.Conflict(
                        "Somebody else changed `%s` first: revision %s. Your revision is not listed, but the registry did not confirm that and may still create it: check with package_revisions. %s"
                                .formatted(
                                        base.name().name(),
                                        BaseRevision.told(above.getLast()),
                                        BaseRevision.READ_AGAIN))
                : open;
    }

    private static String open(BaseRevision base, Failure reason) {
        return "%s It is unknown whether the revision was created. Before you call again, check with package_revisions for one of `%s` with your message that is newer than %s."
                .formatted(
                        Objects.requireNonNullElse(reason.getMessage(), "No response came."),
                        base.name().name(),
                        base.newest() == null ? "none" : base.newest().hash());
    }

    private Optional<String> found(Call call, BaseRevision base, SubmitRequest order) {
        return look(call, base, order).or(() -> {
            pace.awaitSecond();
            return look(call, base, order);
        });
    }

    private Optional<String> look(Call call, BaseRevision base, SubmitRequest order) {
        return switch (Attempt.of(() -> candidate(call, base, order))) {
            case Attempt.SuccessfulAttempt<Optional<String>>(var hash) -> hash;
            case Attempt.FailedAttempt<Optional<String>> _ -> Optional.empty();
        };
    }

    /** Searches above the base, and {@code latest}: one of the same second may have replaced it in the list. */
    private Optional<String> candidate(Call call, BaseRevision base, SubmitRequest order) {
        return Stream.concat(history.above(call, base).stream(), bases.latest(call, base.name()).stream())
                .filter(it -> !base.is(it.hash()) && order.says(it))
                .map(Revision::hash)
                .distinct()
                .filter(hash -> manifests.with(call.caller(), base.name(), hash, order::made))
                .findFirst();
    }
}
