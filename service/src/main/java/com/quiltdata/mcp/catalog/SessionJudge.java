package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the catalog whether it accepts a caller's token. */
@FunctionalInterface
public interface SessionJudge {
    /** Returns what the catalog says, or {@link Verdict.None} when that does not become clear within the limit. */
    Verdict judge(Caller caller, Duration limit);

    /** What the catalog says about a token. */
    sealed interface Verdict {
        /** The token is somebody's; {@code role} is that caller's active role, or null where the answer does not name it. */
        record Accepted(@Nullable String role) implements Verdict {}

        /** The answer was HTTP 401 or {@code me: null}. */
        record Refused() implements Verdict {}

        /** Any other answer, or none at all. */
        record None() implements Verdict {}
    }
}
