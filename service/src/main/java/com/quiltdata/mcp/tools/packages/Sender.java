package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.catalog.ManifestReader;
import com.quiltdata.mcp.catalog.Revision;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Unbroken;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Has the registry make a revision, once; where no answer comes, looks whether it was made. */
final class Sender {
    private static final Duration AFTERWARDS = Duration.ofSeconds(6);
    private static final Duration LEAST = Duration.ofSeconds(5);

    private final Bases bases;
    private final History history;
    private final ManifestReader manifests;
    private final Pace pace;

    Sender(Bases bases, History history, ManifestReader manifests, Pace pace) {
        this.bases = bases;
        this.history = history;
        this.manifests = manifests;
        this.pace = pace;
    }

    /** What is sent. */
    interface Order {
        /** Sends it, and gives the top hash. */
        String send(Duration limit);

        /** The message that the revision has. */
        boolean says(Revision candidate);

        /** Whether this is what was sent. */
        boolean made(Manifest candidate);
    }

    /** Refuses what could not be brought to its end in the time that is left. */
    Duration limit(Call call) {
        var limit = call.deadline().left().minus(AFTERWARDS);
        if (limit.compareTo(LEAST) < 0) {
            throw new Failure.TooLate(
                    "Too little of this call's time is left to change the package safely; nothing was sent, try again.",
                    null);
        }
        return limit;
    }

    /** The top hash of the revision that was made of it. */
    String send(Call call, Base base, Order order) {
        bases.requireStill(call, base);
        var limit = limit(call);
        return Unbroken.run(() -> switch (Attempt.of(() -> order.send(limit))) {
            case Attempt.Done<String>(var hash) -> hash;
            case Attempt.Failed<String>(var reason) -> lookedFor(call, base, order, reason);
        });
    }

    private String lookedFor(Call call, Base base, Order order, CatalogException reason) {
        return switch (reason) {
            case CatalogException.TooLate e ->
                found(call, base, order).orElseThrow(() -> unknown(call, base, new Failure.TooLate(open(base, e), e)));
            case CatalogException.Unavailable e ->
                found(call, base, order)
                        .orElseThrow(() -> unknown(call, base, new Failure.Unavailable(open(base, e), e)));
            case CatalogException.Unauthenticated e -> throw e;
            case CatalogException.Denied e -> throw e;
            case CatalogException.Missing e -> throw e;
            case CatalogException.Rejected e -> throw e;
            case CatalogException.Conflict e -> throw e;
            case CatalogException.Throttled e -> throw e;
            case CatalogException.TooLarge e -> throw e;
        };
    }

    /** Whatever became of it: it has lost where somebody else's stands on its base. */
    private Failure unknown(Call call, Base base, Failure open) {
        return Attempt.of(() -> history.above(call, base)) instanceof Attempt.Done<List<Revision>>(var above)
                        && !above.isEmpty()
                ? new Failure.Conflict(
                        "Somebody else changed `%s` first: revision %s. Yours is not there, but the registry failed to say so, and may still make it: look with package_revisions. %s"
                                .formatted(
                                        base.name().name(),
                                        Base.told(above.getLast()),
                                        Base.readAgain(above.getLast())))
                : open;
    }

    private static String open(Base base, CatalogException reason) {
        return "%s Whether the revision was made is unknown: look with package_revisions for one of `%s` with your message that is newer than %s, before trying again."
                .formatted(
                        Objects.requireNonNullElse(reason.getMessage(), "No answer came."),
                        base.name().name(),
                        base.newest() == null ? "none" : base.newest().hash());
    }

    private Optional<String> found(Call call, Base base, Order order) {
        return look(call, base, order).or(() -> {
            pace.awaitSecond();
            return look(call, base, order);
        });
    }

    private Optional<String> look(Call call, Base base, Order order) {
        return switch (Attempt.of(() -> candidate(call, base, order))) {
            case Attempt.Done<Optional<String>>(var hash) -> hash;
            case Attempt.Failed<Optional<String>> _ -> Optional.empty();
        };
    }

    /** Among what was made since, and what {@code latest} holds: another of the same second may have taken its place. */
    private Optional<String> candidate(Call call, Base base, Order order) {
        return Stream.concat(history.above(call, base).stream(), bases.latest(call, base.name()).stream())
                .filter(it -> !base.is(it.hash()) && order.says(it))
                .map(Revision::hash)
                .distinct()
                .filter(hash -> manifests.with(call.caller(), base.name(), hash, order::made))
                .findFirst();
    }
}
