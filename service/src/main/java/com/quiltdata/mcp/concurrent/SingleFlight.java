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
    private final ConcurrentMap<String, CompletableFuture<V>> inFlight = new ConcurrentHashMap<>();
    private final BiConsumer<String, V> store;

    /** @param store receives each fetched value before its fetch ends, unless the key was forgotten meanwhile */
    public SingleFlight(BiConsumer<String, V> store) {
        this.store = store;
    }

    /** Returns the result of the fetch in flight for the key, or starts one. */
    public CompletableFuture<V> join(String key, Supplier<V> fetch) {
        var started = new CompletableFuture<V>();
        var running = inFlight.putIfAbsent(key, started);
        if (running != null) {
            return running;
        }
        Tasks.run("fetch", () -> run(key, started, fetch));
        return started;
    }

    /** Detaches the fetch in flight for a key: its value still reaches the calls that wait for it, but is not stored. */
    public void forget(String key) {
        inFlight.remove(key);
    }

    @SuppressWarnings("ReferenceEquality") // only this same fetch counts
    private void run(String key, CompletableFuture<V> result, Supplier<V> fetch) {
        try {
            var value = ByteBudget.scope(fetch); // the request that started the fetch may end before it
            inFlight.computeIfPresent(key, (_, current) -> {
                if (current != result) {
                    return current;
                }
                store.accept(key, value);
                return null;
            });
            result.complete(value);
        } catch (RuntimeException | Error e) {
            inFlight.remove(key, result);
            result.completeExceptionally(e);
        }
    }
}
