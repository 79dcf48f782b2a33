package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.StoredObject;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.concurrent.Tasks.Task;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
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
     * Returns the outcomes in the order of the puts. When this thread is interrupted, or a put throws, running puts are
     * interrupted and the remaining ones are not started.
     *
     * @param done receives the number of finished puts, in this thread
     */
    List<Attempt<StoredObject>> run(List<Supplier<Attempt<StoredObject>>> puts, IntConsumer done) {
        var permits = new Semaphore(perCall, true);
        var stopped = new AtomicBoolean();
        var finished = new LinkedBlockingQueue<Task<Attempt<StoredObject>>>();
        var tasks = puts.stream()
                .map(put -> Tasks.start("put", () -> admitted(permits, stopped, put)))
                .toList();
        for (var task : tasks) {
            var _ = task.result().whenComplete((_, _) -> finished.add(task));
        }
        try {
            for (int i = 1; i <= tasks.size(); i++) {
                finished.take().join();
                done.accept(i);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.set(true); // before an interrupted put frees a permit for a waiting one
            tasks.forEach(Task::interrupt);
            tasks.forEach(task -> task.result().handle((_, _) -> true).join());
        }
        return tasks.stream().map(Task::join).toList();
    }

    private Attempt<StoredObject> admitted(
            Semaphore permits, AtomicBoolean stopped, Supplier<Attempt<StoredObject>> put) {
        try {
            permits.acquire();
            try {
                all.acquire();
                try {
                    return stopped.get() ? givenUp() : put.get();
                } finally {
                    all.release();
                }
            } finally {
                permits.release();
            }
        } catch (InterruptedException e) {
            return givenUp();
        }
    }

    static Attempt<StoredObject> givenUp() {
        return new Attempt.FailedAttempt<>(new Failure.TooLate("The call was cancelled before this object was put."));
    }
}
