package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.concurrent.FairWorker;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.context.RequestId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * The context of one tool call. It never appears in a schema.
 *
 * @param caller the user whose rights apply
 * @param requestId the id of the request in log, response and upstream requests
 * @param deadline the time by which the call must end
 * @param progress notifications to the client during the call
 * @param inputs the client's input in the rounds of this call
 * @param tools the tools that may run on this connection
 */
public record Call(
        Caller caller,
        String requestId,
        Deadline deadline,
        Progress progress,
        ClientInputs inputs,
        RunningTools tools) {
    /** A call on a connection where no toolset is known to run. */
    public Call(Caller caller, String requestId, Deadline deadline, Progress progress, ClientInputs inputs) {
        this(caller, requestId, deadline, progress, inputs, _ -> false);
    }

    /** A call without progress notifications and without input requests. */
    public Call(Caller caller, String requestId, Deadline deadline) {
        this(caller, requestId, deadline, Progress.NONE, ClientInputs.none());
    }

    /** Returns this call for work whose progress continues after this amount. */
    public Call continued(double done) {
        return new Call(caller, requestId, deadline, progress.after(done), inputs, tools);
    }

    /** Returns this call on a connection where these tools may run. */
    public Call on(RunningTools running) {
        return new Call(caller, requestId, deadline, progress, inputs, running);
    }

    /** Computes on the worker for pictures, in turn with other callers; empty if that cannot be done soon. */
    public <T> Optional<T> computeInTurn(Supplier<T> work) {
        return FairWorker.PICTURES.compute(caller.digest(), work);
    }

    /** Starts work with this call's request id and the context of the current request. */
    <T> Tasks.Task<T> start(String name, Callable<T> work) {
        return RequestId.CURRENT.isBound()
                ? Tasks.start(name, work)
                : RequestId.of(requestId, null).call(() -> Tasks.start(name, work));
    }

    /** A deadline on the monotonic clock. */
    public record Deadline(long nanoTime) {
        public static Deadline in(Duration duration) {
            return new Deadline(System.nanoTime() + duration.toNanos());
        }

        /** Returns the remaining time; zero or negative when the deadline has passed. */
        public Duration remaining() {
            return Duration.ofNanos(nanoTime - System.nanoTime());
        }
    }
}
