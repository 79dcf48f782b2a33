package com.quiltdata.mcp.context;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A cache of catalog responses for the length of one call. Only for configuration: what calls change is always fetched
 * anew, or a call could not see a concurrent change. It is on or off as {@code MCP_OPTIMIZATION_ENABLED} says.
 */
public record PerCallCache(boolean on) {
    static final ScopedValue<Map<Object, Object>> RESPONSES = ScopedValue.newInstance();
    private static final int MAX_RESPONSES = 16;

    /** Wraps work as one call, within which responses are cached. */
    public static <T> Supplier<T> within(Supplier<T> call) {
        return () -> ScopedValue.where(RESPONSES, new ConcurrentHashMap<>()).call(call::get);
    }

    /** Returns this call's response to an equal question, or asks, as always outside of a call. Caches no failure. */
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
