package com.quiltdata.mcp.catalog.athena;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.Workgroup;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of one caller's workgroups. Concurrent calls of the caller wait for the search of the first. */
final class CallerWorkgroups {
    private final ReentrantLock searching = new ReentrantLock();
    private volatile @Nullable Workgroup first;
    private volatile @Nullable List<Workgroup> all;

    /** Returns the one that queries use by default, which the search finds unless it is known. */
    Workgroup first(Supplier<Workgroup> search) {
        var known = first;
        return known != null
                ? known
                : locked(() -> {
                    var meanwhile = first;
                    var found = meanwhile != null ? meanwhile : search.get();
                    first = found;
                    return found;
                });
    }

    /** Returns all of them, which the search finds unless they are known. */
    List<Workgroup> all(Supplier<List<Workgroup>> search) {
        var known = all;
        return known != null
                ? known
                : locked(() -> {
                    var meanwhile = all;
                    var found = meanwhile != null ? meanwhile : search.get();
                    all = found;
                    return found;
                });
    }

    private <T> T locked(Supplier<T> work) {
        try {
            searching.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.TooLate("The call was cancelled before Athena responded.", e);
        }
        try {
            return work.get();
        } finally {
            searching.unlock();
        }
    }
}
