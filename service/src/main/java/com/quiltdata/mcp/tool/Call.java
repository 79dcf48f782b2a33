package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.RequestId;
import java.time.Duration;

/**
 * The circumstances of one call; nothing of it can appear in a schema.
 *
 * @param caller whose rights apply
 * @param requestId one id in log, reply and upstream
 * @param deadline when the answer is due
 * @param progress what the client hears before it
 * @param answers what the client was asked, and says
 */
public record Call(Caller caller, String requestId, Deadline deadline, Progress progress, Answers answers) {
    /** A call whose client wants nothing but the answer, and cannot be asked. */
    public Call(Caller caller, String requestId, Deadline deadline) {
        this(caller, requestId, deadline, Progress.NONE, Answers.none());
    }

    /** The work under this call's request id, and whatever else is told of the request that is being served here. */
    Runnable within(Runnable work) {
        var carried = RequestId.along(work);
        return RequestId.CURRENT.isBound()
                ? carried
                : () -> RequestId.of(requestId, null).run(carried);
    }

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
