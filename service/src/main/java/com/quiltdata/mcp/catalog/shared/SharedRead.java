package com.quiltdata.mcp.catalog.shared;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.memory.ChargedValue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A read in flight, and the number of calls that wait for it. It is interrupted when the last one gives up. */
final class SharedRead<T> {
    private final CompletableFuture<ChargedValue<T>> result = new CompletableFuture<>();
    private Tasks.@Nullable Task<?> task;
    private int waiting = 1;

    /** Starts the read for the call that created this; {@code end} gets the value, or null after a failure. */
    synchronized void start(Supplier<T> read, Consumer<@Nullable ChargedValue<T>> end) {
        try {
            task = Tasks.start("read", () -> {
                run(read, end);
                return null;
            });
        } catch (RuntimeException | Error e) { // no thread can be started
            fail(e, end);
        }
    }

    private void run(Supplier<T> read, Consumer<@Nullable ChargedValue<T>> end) {
        try {
            var value = ChargedValue.of(read);
            end.accept(value);
            result.complete(value);
        } catch (RuntimeException | Error e) {
            fail(e, end);
        }
    }

    /** Ends the read before its calls get the failure, or the next attempt of one could still join it. */
    private void fail(Throwable thrown, Consumer<@Nullable ChargedValue<T>> end) {
        end.accept(null);
        result.completeExceptionally(thrown);
    }

    /** Adds a call that waits; false if all have given up before. */
    synchronized boolean join() {
        waiting += waiting == 0 ? 0 : 1;
        return waiting > 0;
    }

    /**
     * Waits for the value, or for the failure, which all waiting calls get.
     *
     * @param abandoned runs if this call is the last one that gives up, before the read is interrupted
     */
    ChargedValue<T> await(Runnable abandoned) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            leave(abandoned);
            Thread.currentThread().interrupt();
            throw new Failure.TooLate("The call was cancelled before the response arrived.", e);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException thrown -> thrown;
                case Error thrown -> throw thrown;
                case null, default -> new IllegalStateException(e);
            };
        }
    }

    private synchronized void leave(Runnable abandoned) {
        waiting--;
        if (waiting == 0) {
            abandoned.run();
            if (task != null) {
                task.interrupt();
            }
        }
    }
}
