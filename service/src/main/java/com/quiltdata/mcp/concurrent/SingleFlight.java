package com.quiltdata.mcp.concurrent;

import com.quiltdata.mcp.memory.ByteBudget;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Runs at most one fetch per key at a time, each on its own thread, so that no key waits for another.
 *
 * <p>A cache's own loader is unsuitable: a blocking one locks a bin of the map and thereby other keys, and one that
 * returns futures exposes a failed future to calls that arrive just after.
 */
public final class SingleFlight<V> {
    private final ConcurrentMap<String, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final BiConsumer<String, V> keep;

    /** @param keep receives each fetched value before its flight ends, unless the key was forgotten meanwhile */
    public SingleFlight(BiConsumer<String, V> keep) {
        this.keep = keep;
    }

    /** Returns the running flight for the key, or starts one. */
    public CompletableFuture<V> join(String key, Supplier<V> fetch) {
        var flight = new CompletableFuture<V>();
        var running = flights.putIfAbsent(key, flight);
        if (running != null) {
            return running;
        }
        Tasks.run("fetch", () -> run(key, flight, fetch));
        return flight;
    }

    /** Detaches a running flight: its result still reaches the calls that wait for it, but is not kept. */
    public void forget(String key) {
        flights.remove(key);
    }

    @SuppressWarnings("ReferenceEquality") // only this same flight counts
    private void run(String key, CompletableFuture<V> flight, Supplier<V> work) {
        try {
            var value = ByteBudget.scope(work); // the request that started the fetch may end before it
            flights.computeIfPresent(key, (_, current) -> {
                if (current != flight) {
                    return current;
                }
                keep.accept(key, value);
                return null;
            });
            flight.complete(value);
        } catch (RuntimeException | Error e) {
            flights.remove(key, flight);
            flight.completeExceptionally(e);
        }
    }
}
