package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import com.quiltdata.mcp.catalog.CatalogException.Unauthenticated;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.RequestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The same question to several, a few at a time, each within its time: who is slow or fails is told of, and sinks nobody
 * else's answer.
 */
final class Gathering {
    private final int atOnce;
    private final Duration each;
    private final Duration all;

    /**
     * @param each how long one may take
     * @param all how long everything may take
     */
    Gathering(int atOnce, Duration each, Duration all) {
        this.atOnce = atOnce;
        this.each = each;
        this.all = all;
    }

    /** What one of them said. */
    sealed interface Outcome<K, V> {
        K of();
    }

    record Answered<K, V>(K of, V value) implements Outcome<K, V> {}

    record Silent<K, V>(K of, CatalogException why) implements Outcome<K, V> {}

    /** An asking under way. */
    private record Asked<K, V>(K of, CompletableFuture<V> answer, Thread thread) {}

    /**
     * The outcomes in the order of those that are asked.
     *
     * @throws Unauthenticated when the caller is refused, whoever does
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
            asked.forEach(one -> one.thread().interrupt());
        }
        return outcomes;
    }

    private <K, V> Asked<K, V> start(K one, Function<K, V> question, Semaphore places) {
        var answer = new CompletableFuture<V>();
        var work = RequestId.carry(() -> question.apply(one));
        var thread = Thread.ofVirtual().name("gathering").start(() -> {
            try {
                places.acquire();
                try {
                    answer.complete(timed(work));
                } finally {
                    places.release();
                }
            } catch (ExecutionException e) {
                answer.completeExceptionally(e.getCause());
            } catch (InterruptedException | TimeoutException e) {
                answer.completeExceptionally(late(e));
            }
        });
        return new Asked<>(one, answer, thread);
    }

    private <V> V timed(Supplier<V> work) throws ExecutionException, InterruptedException, TimeoutException {
        var task = new FutureTask<>(work::get);
        var thread = Thread.ofVirtual().name("gathering").start(task);
        try {
            return task.get(each.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            thread.interrupt();
        }
    }

    private static TooLate late(Exception e) {
        return new TooLate("it did not answer in time", e);
    }

    private static <K, V> Outcome<K, V> outcome(Asked<K, V> asked, long until) {
        try {
            var left = Math.max(1, until - System.nanoTime());
            return new Answered<>(asked.of(), asked.answer().get(left, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return new Silent<>(asked.of(), late(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooLate("The call was given up before its answer came.", e);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case Unauthenticated refused -> throw refused;
                case CatalogException known -> new Silent<>(asked.of(), known);
                case null, default -> new Silent<>(asked.of(), new Unavailable("its search failed", e));
            };
        }
    }
}
