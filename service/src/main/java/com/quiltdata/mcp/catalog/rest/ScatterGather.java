package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.concurrent.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Runs one question against several targets, a few at a time, each with its own deadline: a slow or failing target is
 * reported and does not affect the results of the others.
 */
final class ScatterGather {
    private final int concurrency;
    private final Duration perTarget;
    private final Duration total;

    /**
     * @param perTarget time limit of one target
     * @param total time limit of all targets together
     */
    ScatterGather(int concurrency, Duration perTarget, Duration total) {
        this.concurrency = concurrency;
        this.perTarget = perTarget;
        this.total = total;
    }

    /** The results of the targets that responded and the failures of the others, both in the order of the targets. */
    record Outcomes<K, V>(List<V> results, List<FailedCall<K>> failures) {}

    record FailedCall<K>(K target, Failure failure) {}

    /**
     * Calls every target.
     *
     * @throws UnauthenticatedException when any target refuses the caller
     */
    <K, V> Outcomes<K, V> call(List<K> targets, Function<K, V> call) {
        var permits = new Semaphore(concurrency);
        var deadline = System.nanoTime() + total.toNanos();
        var tasks = targets.stream().map(target -> start(target, call, permits)).toList();
        var outcomes = new Outcomes<K, V>(new ArrayList<>(), new ArrayList<>());
        try {
            for (int i = 0; i < tasks.size(); i++) {
                try {
                    outcomes.results().add(tasks.get(i).get(Duration.ofNanos(deadline - System.nanoTime())));
                } catch (TimeoutException | ExecutionException e) {
                    outcomes.failures().add(new FailedCall<>(targets.get(i), failure(e)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.TooLate("The call was cancelled before the response arrived.", e);
        } finally {
            tasks.forEach(Tasks.Task::interrupt);
        }
        return outcomes;
    }

    private <K, V> Tasks.Task<V> start(K target, Function<K, V> call, Semaphore permits) {
        return Tasks.start("search", () -> {
            permits.acquire();
            try {
                return Tasks.within("search", perTarget, () -> call.apply(target));
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } finally {
                permits.release();
            }
        });
    }

    private static Failure failure(Exception e) {
        return switch (e instanceof ExecutionException ? e.getCause() : e) {
            case UnauthenticatedException refused -> throw refused;
            case Failure known -> known;
            case TimeoutException late -> new Failure.TooLate("it did not respond in time", late);
            case InterruptedException late -> new Failure.TooLate("it did not respond in time", late);
            case null, default -> new Failure.Unavailable("its search failed", e);
        };
    }
}
