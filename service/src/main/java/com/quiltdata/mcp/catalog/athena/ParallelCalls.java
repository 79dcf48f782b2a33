package com.quiltdata.mcp.catalog.athena;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.concurrent.Tasks.Task;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Calls for several items at the same time. */
final class ParallelCalls {
    private ParallelCalls() {}

    /** Returns the results in the order of the items; when this thread is interrupted, so are the calls. */
    static <K, V> List<V> of(List<K> items, Function<K, V> call) {
        var tasks = items.stream()
                .map(item -> Tasks.start("athena", () -> call.apply(item)))
                .toList();
        try {
            CompletableFuture.allOf(tasks.stream().map(Task::result).toArray(CompletableFuture<?>[]::new))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.TooLate("The call was cancelled before Athena responded.", e);
        } catch (ExecutionException e) {
            // Thrown by the join below, in its own type.
        } finally {
            tasks.forEach(Task::interrupt);
        }
        return tasks.stream().map(Task::join).toList();
    }
}
