package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.auth.Caller;
import java.time.Duration;

/**
 * The circumstances of one call; nothing of it can appear in a schema.
 *
 * @param caller whose rights apply
 * @param requestId one id in log, reply and upstream
 * @param deadline when the answer is due
 */
public record Call(Caller caller, String requestId, Deadline deadline) {
    /** A moment of the monotonic clock. */
    public record Deadline(long nanoTime) {
        public static Deadline in(Duration duration) {
            return new Deadline(System.nanoTime() + duration.toNanos());
        }

        /** What is left; zero or negative when it has passed. */
        public Duration left() {
            return Duration.ofNanos(nanoTime - System.nanoTime());
        }
    }
}
