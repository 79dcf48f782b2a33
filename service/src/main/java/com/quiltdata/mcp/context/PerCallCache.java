package com.quiltdata.mcp.context;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A cache of catalog responses for the length of one call. Only for configuration: what calls change is always fetched
 * anew, or a call could not see a concurrent change.
 */
public final class PerCallCache {
    private static final ScopedValue<Map<Object, Object>> ANSWERS = ScopedValue.newInstance();
    private static final int MOST = 16;

    private final boolean on;

    private PerCallCache(boolean on) {
        this.on = on;
    }

    /** Returns a cache that is on or off as {@code MCP_OPTIMIZATION_ENABLED} says. */
    public static PerCallCache when(boolean on) {
        return new PerCallCache(on);
    }

    /** Wraps work as one call, within which responses are cached. */
    public static <T> Supplier<T> within(Supplier<T> call) {
        return () -> ScopedValue.where(ANSWERS, new ConcurrentHashMap<>()).call(call::get);
    }

    /** Wraps work for a thread that does not inherit scoped values: it shares the cache of the call that is bound here. */
    static <T> Supplier<T> carry(Supplier<T> work) {
        if (!ANSWERS.isBound()) {
            return work;
        }
        var answers = ANSWERS.get();
        return () -> ScopedValue.where(ANSWERS, answers).call(work::get);
    }

    /**
     * Returns this call's cached response to an equal question, or asks. Outside of a call it always asks. A failure is
     * not cached.
     */
    @SuppressWarnings("unchecked") // equal questions have one class, whose responses have one type
    public <T> T once(Record question, Supplier<T> ask) {
        if (!on || !ANSWERS.isBound()) {
            return ask.get();
        }
        var answers = ANSWERS.get();
        var kept = answers.get(question);
        if (kept != null) {
            return (T) kept;
        }
        var answer = ask.get();
        if (answers.size() < MOST) {
            answers.put(question, answer);
        }
        return answer;
    }
}
