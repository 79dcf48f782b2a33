package com.quiltdata.mcp.context;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A cache of catalog responses for the length of one call. Only for configuration: what calls change is always fetched
 * anew, or a call could not see a concurrent change.
 */
public final class PerCallCache {
    static final ScopedValue<Map<Object, Object>> RESPONSES = ScopedValue.newInstance();
    private static final int MAX_RESPONSES = 16;

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
        return () -> ScopedValue.where(RESPONSES, new ConcurrentHashMap<>()).call(call::get);
    }

    /**
     * Returns this call's cached response to an equal question, or asks. Outside of a call it always asks. A failure is
     * not cached.
     */
    @SuppressWarnings("unchecked") // equal questions have one class, whose responses have one type
    public <T> T once(Record question, Supplier<T> ask) {
        if (!on || !RESPONSES.isBound()) {
            return ask.get();
        }
        var responses = RESPONSES.get();
        var cached = responses.get(question);
        if (cached != null) {
            return (T) cached;
        }
        var response = ask.get();
        if (responses.size() < MAX_RESPONSES) {
            responses.put(question, response);
        }
        return response;
    }
}
