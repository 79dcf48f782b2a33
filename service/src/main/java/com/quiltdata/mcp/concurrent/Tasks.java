package com.quiltdata.mcp.concurrent;

import com.quiltdata.mcp.context.RequestScope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs work on virtual threads of its own, with the scoped values of the thread that starts it. */
public final class Tasks {
    private Tasks() {}

    /** Work that has been started. It runs to its end whether or not its result is waited for. */
    public record Task<T>(CompletableFuture<T> result, Thread thread) {
        /** Waits for the result; neither the time limit nor an interrupt of the waiting thread ends the work. */
        public T get(Duration limit) throws ExecutionException, InterruptedException, TimeoutException {
            return DeadlineTimer.await(result, limit);
        }

        /** Waits without a time limit for the result of work that throws no checked exception; ignores interrupts. */
        public T join() {
            try {
                return result.join();
            } catch (CompletionException e) {
                throw switch (e.getCause()) {
                    case RuntimeException thrown -> thrown;
                    case Error thrown -> throw thrown;
                    case null, default -> new IllegalStateException(e);
                };
            }
        }

        /** Waits like {@link #join()}, but at most this long; empty when the work has not ended by then. */
        public Optional<T> join(Duration limit) {
            var timed = result.thenApply(Optional::ofNullable);
            var timeout = DeadlineTimer.schedule(() -> timed.complete(Optional.empty()), limit);
            try {
                return new Task<>(timed, thread).join();
            } finally {
                timeout.cancel(false);
            }
        }

        /** Interrupts the work; has no effect when it has ended. */
        public void interrupt() {
            thread.interrupt();
        }
    }

    /** Starts work on a thread of this name. */
    public static <T> Task<T> start(String name, Callable<T> work) {
        var result = new CompletableFuture<T>();
        var scope = RequestScope.capture();
        var thread = Thread.ofVirtual().name(name).start(() -> {
            try {
                result.complete(scope.call(work::call));
            } catch (Exception | Error thrown) {
                result.completeExceptionally(thrown);
            }
        });
        return new Task<>(result, thread);
    }

    /**
     * Starts work without a result on a thread of this name, and returns the thread. What the work throws reaches the
     * thread's uncaught exception handler, because nobody waits for it.
     */
    public static Thread run(String name, Runnable work) {
        var scope = RequestScope.capture();
        return Thread.ofVirtual().name(name).start(() -> scope.run(work));
    }

    /** Runs work within a time limit; interrupts it when the limit passes or the calling thread is interrupted. */
    public static <T> T within(String name, Duration limit, Callable<T> work)
            throws ExecutionException, InterruptedException, TimeoutException {
        var task = start(name, work);
        try {
            return task.get(limit);
        } finally {
            task.interrupt();
        }
    }

    /**
     * Runs work to its end, even if the client disconnects or the deadline passes: its thread is never interrupted, and
     * the calling thread waits without a time limit.
     */
    public static <T> T uninterruptibly(Supplier<T> work) {
        return start("uninterruptible", work::get).join();
    }
}
