package com.quiltdata.mcp.catalog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets one call ask the catalog once for what it needs several times. Only for what is configured: what calls change is
 * asked anew each time, or a change could not be told from its base.
 */
public final class Reuse {
    private static final ScopedValue<Map<Object, Object>> ANSWERS = ScopedValue.newInstance();
    private static final int MOST = 16;

    private final boolean on;

    private Reuse(boolean on) {
        this.on = on;
    }

    /** What {@code MCP_OPTIMIZATION_ENABLED} says. */
    public static Reuse when(boolean on) {
        return new Reuse(on);
    }

    /** The same work as one call, within which answers are kept. */
    public static <T> Supplier<T> within(Supplier<T> call) {
        return () -> ScopedValue.where(ANSWERS, new ConcurrentHashMap<>()).call(call::get);
    }

    /**
     * The answer that this call has had to an equal question; else, and outside of a call, a new one. A failure is no
     * answer.
     */
    @SuppressWarnings("unchecked") // equal questions are of one class, whose answers are of one
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
