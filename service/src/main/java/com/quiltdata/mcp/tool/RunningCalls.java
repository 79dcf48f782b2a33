package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.concurrent.DeadlineTimer;
import com.quiltdata.mcp.concurrent.Tasks;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The calls whose results are waited for, all of which can be given up, with a reply, before the process ends. */
final class RunningCalls {
    private final Map<Thread, CompletableFuture<?>> awaited = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /**
     * Waits for the result of a call.
     *
     * @throws Failure.TooLate if the client disconnects
     * @throws ExecutionException also with a {@link Failure.TooLate}, if the server is stopping
     */
    <T> T await(Tasks.Task<T> call, Duration limit) throws ExecutionException, TimeoutException {
        // A copy, and no interrupt, which could hit the thread after it has the result and let it fail to reply.
        var result = call.result().copy();
        awaited.put(call.thread(), result);
        try {
            if (stopping) { // perhaps before this call was added
                giveUp(result);
            }
            return DeadlineTimer.awaitOrExpire(result, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(e);
        } finally {
            awaited.remove(call.thread());
        }
    }

    /** Gives up all calls, also those that begin later. */
    void stop() {
        stopping = true;
        awaited.values().forEach(RunningCalls::giveUp);
    }

    /** Has no effect on a call that has ended. */
    private static void giveUp(CompletableFuture<?> result) {
        result.completeExceptionally(cancelled(null));
    }

    private static Failure.TooLate cancelled(@Nullable InterruptedException cause) {
        return new Failure.TooLate(
                "The call was cancelled: the client disconnected or the server is stopping."
                        + " A write may have been done; check before you repeat it.",
                cause);
    }
}
