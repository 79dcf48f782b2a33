package com.quiltdata.mcp.catalog.shared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.context.ReadOnlyCall;
import com.quiltdata.mcp.context.TraceContext;
import com.quiltdata.mcp.memory.ChargedValue;
import com.quiltdata.mcp.metrics.Meters;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reads of each caller: identical ones at the same time are one, and what sessions repeat is cached for 30 s. Only
 * calls that only read take part, and two callers never share.
 *
 * <p>A caller's reads belong to a generation, which ends with each change that the caller makes and when the token or role
 * changes: a read joins, and finds, only reads of its own generation. What a call has cached for itself may be older, so others
 * get none of it. A failure reaches the calls that wait for it, and is not cached.
 */
public final class CallerReads {
    static final Duration LIFETIME = Duration.ofSeconds(30);
    static final long MAX_BYTES = 16L << 20;
    static final int MAX_IN_FLIGHT = 4096;
    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_CALLERS = 10_000;

    /** Maximum number of bytes of memory for the name of a bucket in a set. */
    private static final long NAME_BYTES = 200;

    /** An object that equals no other one. */
    private static final class Generation {}

    /** @param accepted whether the token is accepted; before, strangers share the memory for what is read with it */
    private record Key(
            String caller, boolean accepted, Generation generation, AllowedBuckets buckets, Object question) {
        /** Returns the key of a read in flight: each recorded trace has the requests of its own calls. */
        InFlightKey inFlight() {
            var trace = TraceContext.current().filter(TraceContext::sampled).map(TraceContext::traceId);
            return new InFlightKey(this, trace.orElse(""));
        }

        /** Returns the number of bytes that the names of buckets take, which each request brings anew. */
        long bytes() {
            return NAME_BYTES * buckets.names().size();
        }
    }

    /** @param traceId of the trace that records the read; empty if none does */
    private record InFlightKey(Key key, String traceId) {}

    private final Meters meters;
    private final Cache<String, Generation> generations;
    private final Cache<Key, ChargedValue<?>> cache;
    private final ConcurrentMap<InFlightKey, SharedRead<?>> inFlight = new ConcurrentHashMap<>();

    public CallerReads(Meters meters) {
        this(meters, Ticker.systemTicker());
    }

    CallerReads(Meters meters, Ticker ticker) {
        this.meters = meters;
        this.generations = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .ticker(ticker)
                .expireAfterAccess(LIFETIME.multipliedBy(10))
                .build();
        this.cache = Caffeine.newBuilder()
                .expireAfterWrite(LIFETIME)
                .ticker(ticker)
                .maximumWeight(MAX_BYTES)
                .weigher((Key key, ChargedValue<?> it) ->
                        Math.clamp(key.bytes() + it.bytes(), (int) (MAX_BYTES / MAX_ENTRIES), Integer.MAX_VALUE))
                .executor(Runnable::run)
                .build();
    }

    /** Ends the caller's generation: later reads neither join nor find anything that was asked before. */
    public void forget(Caller caller) {
        generations.invalidate(caller.digest());
    }

    /** Runs a change, and ends the caller's generation before and after it; a call that only reads changes nothing read. */
    <T> T changing(Caller caller, Supplier<T> change) {
        if (ReadOnlyCall.isCurrent()) {
            return change.get();
        }
        forget(caller);
        try {
            return change.get();
        } finally {
            forget(caller);
        }
    }

    /** Reads, or joins the same read of another call of this caller. Equal questions have equal answers. */
    <T> T share(Caller caller, Object question, Supplier<T> read) {
        return ReadOnlyCall.isCurrent() ? charged(joinOrStart(key(caller, question), read, false)) : read.get();
    }

    /** Returns the caller's cached answer, or reads and caches it; {@code name} is the cache's label in metrics. */
    <T> T cached(String name, Caller caller, Object question, Supplier<T> read) {
        if (!ReadOnlyCall.isCurrent()) {
            return read.get();
        }
        var key = key(caller, question);
        @SuppressWarnings("unchecked") // equal questions have answers of one type
        var hit = (@Nullable ChargedValue<T>) cache.getIfPresent(key);
        meters.cacheLookup(name, hit != null);
        return charged(hit == null ? joinOrStart(key, read, true) : hit);
    }

    /** Reads anew, without joining a read that was sent before, and caches the answer for {@link #cached}. */
    <T> T refreshed(Caller caller, Object question, Supplier<T> read) {
        if (!ReadOnlyCall.isCurrent()) {
            return read.get();
        }
        var key = key(caller, question);
        var value = ChargedValue.of(PerCallCache.within(read));
        cache.put(key, value);
        return charged(value);
    }

    private Key key(Caller caller, Object question) {
        var generation = generations.get(caller.digest(), _ -> new Generation());
        return new Key(caller.digest(), caller.isAccepted(), generation, AllowedBuckets.current(), question);
    }

    /** Waits for the same read if it is in flight, or else starts it; {@code caches} says whether its value is cached. */
    private <T> ChargedValue<T> joinOrStart(Key key, Supplier<T> read, boolean caches) {
        var own = key.inFlight();
        while (true) {
            @SuppressWarnings("unchecked") // equal questions have answers of one type
            var running = (@Nullable SharedRead<T>) inFlight.get(own);
            if (running != null && running.join()) {
                meters.cacheLookup("reads", true);
                return await(own, running);
            } else if (running != null) {
                inFlight.remove(own, running);
            } else if (inFlight.size() >= MAX_IN_FLIGHT) {
                return new ChargedValue<>(read.get(), Map.of());
            }
            var started = new SharedRead<T>();
            if (inFlight.putIfAbsent(own, started) == null) {
                meters.cacheLookup("reads", false);
                started.start(PerCallCache.within(read), value -> end(own, started, caches ? value : null));
                return await(own, started);
            }
        }
    }

    private <T> ChargedValue<T> await(InFlightKey key, SharedRead<T> read) {
        return read.await(() -> inFlight.remove(key, read));
    }

    /** Caches the value, if there is one, before the read is removed, so that no second read is sent in between. */
    private void end(InFlightKey key, SharedRead<?> read, @Nullable ChargedValue<?> value) {
        if (value != null) {
            cache.put(key.key(), value);
        }
        inFlight.remove(key, read);
    }

    /** Charges the bytes of a value to the current call, which holds what it builds from it until it ends. */
    private static <T> T charged(ChargedValue<T> value) {
        value.charges().forEach((budget, bytes) -> new MemoryBudget(budget).charge(bytes));
        return value.value();
    }

    int inFlight() {
        return inFlight.size();
    }

    long cachedBytes() {
        cache.cleanUp();
        return cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }
}
