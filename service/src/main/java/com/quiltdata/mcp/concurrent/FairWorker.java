package com.quiltdata.mcp.concurrent;

import com.quiltdata.mcp.context.RequestScope;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker that computes one thing at a time, in turn for each caller, on a platform thread: a virtual thread that
 * computes for long holds up all others of its processor. Few computations wait, and none for long.
 */
public final class FairWorker {
    /** The worker of this process for charts and images. */
    public static final FairWorker PICTURES = new FairWorker("pictures", 100, Duration.ofSeconds(20));

    /** One caller may fill half of the places. */
    private static final int CALLER_SHARE = 2;

    private final String name;
    private final int places;
    private final Duration patience;

    /** The computations that wait, by caller; the caller whose turn is next comes first. */
    private final SequencedMap<String, ArrayDeque<Computation<?>>> waiting = new LinkedHashMap<>();

    private int count;
    private boolean running;

    /**
     * Creates a worker whose thread runs only while there is work.
     *
     * @param name name of its thread
     * @param places maximum number of computations that wait
     * @param patience maximum time from the start of a wait to the result
     */
    FairWorker(String name, int places, Duration patience) {
        this.name = name;
        this.places = places;
        this.patience = patience;
    }

    /**
     * Returns the result of work, and throws what the work throws. The result is empty if no place is free, if it takes too
     * long, or if the calling thread is interrupted, whose interrupt status stays set. Work that waits is then dropped; work
     * that runs is interrupted.
     *
     * @param caller whose turn it takes
     */
    public <T> Optional<T> compute(String caller, Supplier<T> work) {
        var computation = new Computation<>(caller, work, RequestScope.capture());
        if (!isAdded(computation)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DeadlineTimer.await(computation.result, patience));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException thrown -> thrown;
                case Error thrown -> throw thrown;
                case null, default -> new IllegalStateException(e);
            };
        } finally {
            remove(computation);
        }
    }

    /** Returns how many computations wait. */
    synchronized int waiting() {
        return count;
    }

    private synchronized boolean isAdded(Computation<?> computation) {
        var own = waiting.get(computation.caller);
        if (count >= places || (own != null && own.size() >= places / CALLER_SHARE)) {
            return false;
        }
        if (!running) {
            Thread.ofPlatform().daemon().name(name).start(this::work); // throws where no thread can be had
            running = true;
        }
        waiting.computeIfAbsent(computation.caller, _ -> new ArrayDeque<>()).add(computation);
        count++;
        return true;
    }

    /** Ends a computation: one that waits gives up its place, one that is under way is interrupted. */
    private void remove(Computation<?> computation) {
        synchronized (this) {
            var own = waiting.get(computation.caller);
            if (own != null && own.remove(computation)) {
                count--;
                if (own.isEmpty()) {
                    waiting.remove(computation.caller);
                }
            }
        }
        computation.interrupt();
    }

    private void work() {
        for (var next = next(); next != null; next = next()) {
            next.run();
        }
    }

    /** Takes the first computation of the caller whose turn it is, who then comes last. */
    private synchronized @Nullable Computation<?> next() {
        var first = waiting.pollFirstEntry();
        if (first == null) {
            running = false;
            return null;
        }
        var computation = first.getValue().remove();
        count--;
        if (!first.getValue().isEmpty()) {
            waiting.put(first.getKey(), first.getValue());
        }
        return computation;
    }

    /** Work of a caller, with the scoped values of the thread that waits for its result. */
    private static final class Computation<T> {
        private final String caller;
        private final Supplier<T> work;
        private final ScopedValue.Carrier scope;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private @Nullable Thread thread;
        private boolean ended;

        Computation(String caller, Supplier<T> work, ScopedValue.Carrier scope) {
            this.caller = caller;
            this.work = work;
            this.scope = scope;
        }

        private void run() {
            if (!begin()) {
                return;
            }
            try {
                result.complete(scope.call(work::get));
            } catch (RuntimeException | Error thrown) {
                result.completeExceptionally(thrown);
            } finally {
                end();
            }
        }

        /** Returns false if nobody waits for the result any more. */
        private synchronized boolean begin() {
            thread = ended ? null : Thread.currentThread();
            return !ended;
        }

        /** Clears the interrupt, too, which must not reach the next computation. */
        private synchronized void end() {
            thread = null;
            var _ = Thread.interrupted();
        }

        private synchronized void interrupt() {
            ended = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
