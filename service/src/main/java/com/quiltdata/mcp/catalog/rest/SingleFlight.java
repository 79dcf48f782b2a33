package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.RequestId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * At most one fetch at a time per key, on a thread of its own, so that nobody waits for another key's.
 *
 * <p>A cache's own loader would not do: one that blocks holds a bin of the map and other keys with it, and one that
 * returns futures shows a failed future to those who come just after.
 */
final class SingleFlight<V> {
    private final ConcurrentMap<String, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final BiConsumer<String, V> keep;

    /** What is fetched is handed to {@code keep} before the flight ends, unless it was forgotten meanwhile. */
    SingleFlight(BiConsumer<String, V> keep) {
        this.keep = keep;
    }

    /** The flight under way for the key, or a new one. */
    CompletableFuture<V> join(String key, Supplier<V> fetch) {
        var mine = new CompletableFuture<V>();
        var theirs = flights.putIfAbsent(key, mine);
        if (theirs != null) {
            return theirs;
        }
        var work = RequestId.carry(fetch);
        Thread.ofVirtual().name("fetch").start(() -> fly(key, mine, work));
        return mine;
    }

    /** What comes of a flight under way reaches those who wait for it, and is not kept. */
    void forget(String key) {
        flights.remove(key);
    }

    @SuppressWarnings("ReferenceEquality") // it must be this very flight
    private void fly(String key, CompletableFuture<V> mine, Supplier<V> work) {
        try {
            var value = work.get();
            flights.computeIfPresent(key, (k, flight) -> {
                if (flight != mine) {
                    return flight;
                }
                keep.accept(key, value);
                return null;
            });
            mine.complete(value);
        } catch (RuntimeException | Error e) {
            flights.remove(key, mine);
            mine.completeExceptionally(e);
        }
    }

    /** Waits, never without a deadline; an interrupt ends the wait and not the flight. */
    static <V> V await(CompletableFuture<V> flight, Duration timeout, String sentence) {
        try {
            return flight.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TooLate(sentence, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooLate("The call was given up before its answer came.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CatalogException known) {
                throw known;
            }
            throw new Unavailable(sentence, e);
        }
    }
}
