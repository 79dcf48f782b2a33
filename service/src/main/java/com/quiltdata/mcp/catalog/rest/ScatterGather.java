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
    private final int atOnce;
    private final Duration each;
    private final Duration all;

    /**
     * @param each time limit of one target
     * @param all time limit of all targets together
     */
    ScatterGather(int atOnce, Duration each, Duration all) {
        this.atOnce = atOnce;
        this.each = each;
        this.all = all;
    }

    /** The outcome for one target. */
    sealed interface Outcome<K, V> {
        K of();
    }

    record SuccessfulCall<K, V>(K of, V value) implements Outcome<K, V> {}

    record FailedCall<K, V>(K of, Failure why) implements Outcome<K, V> {}

    /** A running call. */
    private record PendingCall<K, V>(K of, Tasks.Task<V> answer) {}

    /**
     * Returns the outcomes in the order of the targets.
     *
     * @throws UnauthenticatedException when any target refuses the caller
     */
    <K, V> List<Outcome<K, V>> ask(List<K> whom, Function<K, V> question) {
        var places = new Semaphore(atOnce);
        var until = System.nanoTime() + all.toNanos();
        var asked = whom.stream().map(one -> start(one, question, places)).toList();
        var outcomes = new ArrayList<Outcome<K, V>>();
        try {
            for (var one : asked) {
                outcomes.add(outcome(one, until));
            }
        } finally {
            asked.forEach(one -> one.answer().interrupt());
        }
        return outcomes;
    }

    private <K, V> PendingCall<K, V> start(K one, Function<K, V> question, Semaphore places) {
        return new PendingCall<>(one, Tasks.start("search", () -> {
            places.acquire();
            try {
                return Tasks.within("search", each, () -> question.apply(one));
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } finally {
                places.release();
            }
        }));
    }

    private static Failure.TooLate late(Exception e) {
        return new Failure.TooLate("it did not respond in time", e);
    }

    private static <K, V> Outcome<K, V> outcome(PendingCall<K, V> asked, long until) {
        try {
            var left = Duration.ofNanos(until - System.nanoTime());
            return new SuccessfulCall<>(asked.of(), asked.answer().get(left));
        } catch (TimeoutException e) {
            return new FailedCall<>(asked.of(), late(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.TooLate("The call was cancelled before the response arrived.", e);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case UnauthenticatedException refused -> throw refused;
                case Failure known -> new FailedCall<>(asked.of(), known);
                case TimeoutException slow -> new FailedCall<>(asked.of(), late(slow));
                case InterruptedException ended -> new FailedCall<>(asked.of(), late(ended));
                case null, default -> new FailedCall<>(asked.of(), new Failure.Unavailable("its search failed", e));
            };
        }
    }
}
