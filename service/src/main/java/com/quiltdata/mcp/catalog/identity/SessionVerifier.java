package com.quiltdata.mcp.catalog.identity;

import com.quiltdata.mcp.auth.Caller;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the catalog whether it accepts a caller's token. */
@FunctionalInterface
public interface SessionVerifier {
    /** Returns the catalog's verdict, or {@link Verdict.None} when it gives none within the limit. */
    Verdict judge(Caller caller, Duration limit);

    /** The catalog's verdict on a token. */
    sealed interface Verdict {
        /** The token's user has this active role; null where the response does not name it. */
        record Accepted(@Nullable String role) implements Verdict {}

        /** The response was HTTP 401 or {@code me: null}. */
        record Refused() implements Verdict {}

        /** Any other response, or none. */
        record None() implements Verdict {}
    }
}
