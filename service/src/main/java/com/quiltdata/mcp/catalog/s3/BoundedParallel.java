package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.PutOutcome;
import com.quiltdata.mcp.context.RequestId;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Puts objects in parallel, with one limit per call and one for all calls. */
final class BoundedParallel {
    private final int perCall;
    private final Semaphore all;

    BoundedParallel(int perCall, int inAll) {
        this.perCall = perCall;
        this.all = new Semaphore(inAll, true);
    }

    /**
     * Returns the outcomes, in the order of the puts. When this thread is interrupted, or a put throws, running puts
     * are interrupted and the remaining ones are not started.
     *
     * @param done receives the number of finished puts, in this thread
     */
    List<PutOutcome> run(List<Supplier<PutOutcome>> puts, IntConsumer done) {
        var mine = new Semaphore(perCall, true);
        var stopped = new AtomicBoolean();
        List<Future<PutOutcome>> outcomes;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var finished = new ExecutorCompletionService<PutOutcome>(threads);
            outcomes = puts.stream()
                    .map(RequestId::carry)
                    .map(put -> finished.submit(() -> admitted(mine, stopped, put)))
                    .toList();
            try {
                await(finished, puts.size(), done);
            } finally {
                stopped.set(true); // before an interrupted put frees a permit for a waiting one
                threads.shutdownNow();
            }
        }
        return outcomes.stream().map(BoundedParallel::outcome).toList();
    }

    private static void await(CompletionService<PutOutcome> finished, int count, IntConsumer done) {
        try {
            for (int i = 1; i <= count; i++) {
                outcome(finished.take());
                done.accept(i);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PutOutcome admitted(Semaphore mine, AtomicBoolean stopped, Supplier<PutOutcome> put) {
        try {
            mine.acquire();
            try {
                all.acquire();
                try {
                    return stopped.get() ? ObjectWriter.givenUp() : put.get();
                } finally {
                    all.release();
                }
            } finally {
                mine.release();
            }
        } catch (InterruptedException e) {
            return ObjectWriter.givenUp();
        }
    }

    private static PutOutcome outcome(Future<PutOutcome> ended) {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the put has ended", e);
        }
    }
}
