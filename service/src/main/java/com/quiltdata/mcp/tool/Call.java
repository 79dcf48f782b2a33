package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.RequestId;
import java.time.Duration;

/**
 * The context of one tool call. It never appears in a schema.
 *
 * @param caller the user whose rights apply
 * @param requestId the id of the request in log, response and upstream requests
 * @param deadline the time by which the call must end
 * @param progress notifications to the client during the call
 * @param answers the client's input in the rounds of this call
 */
public record Call(Caller caller, String requestId, Deadline deadline, Progress progress, ClientInputs answers) {
    /** A call without progress notifications and without input requests. */
    public Call(Caller caller, String requestId, Deadline deadline) {
        this(caller, requestId, deadline, Progress.NONE, ClientInputs.none());
    }

    /** Returns the work bound to this call's request id and to the context of the current request. */
    Runnable within(Runnable work) {
        var carried = RequestId.along(work);
        return RequestId.CURRENT.isBound()
                ? carried
                : () -> RequestId.of(requestId, null).run(carried);
    }

    /** A deadline on the monotonic clock. */
    public record Deadline(long nanoTime) {
        public static Deadline in(Duration duration) {
            return new Deadline(System.nanoTime() + duration.toNanos());
        }

        /** Returns the time left; zero or negative when the deadline has passed. */
        public Duration left() {
            return Duration.ofNanos(nanoTime - System.nanoTime());
        }
    }
}
