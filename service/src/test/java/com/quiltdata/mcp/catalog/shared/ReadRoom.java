package com.quiltdata.mcp.catalog.shared;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.context.ReadOnlyCall;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.Polling;
import com.quiltdata.mcp.testing.Scrape;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Calls that read the same of an upstream, which answers each read when the test opens it. */
final class ReadRoom {
    static final Caller ANNA = Caller.of("anna");
    static final Caller BERT = Caller.of("bert");

    final CallerReads reads;
    private final Meters meters;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private volatile CountDownLatch answering = new CountDownLatch(1);

    ReadRoom(CallerReads reads, Meters meters) {
        this.reads = reads;
        this.meters = meters;
    }

    /** One read of the upstream, whose answer is its number. */
    int read() {
        var number = sent.incrementAndGet();
        Latches.await(answering);
        if (Thread.currentThread().isInterrupted()) {
            interrupted.incrementAndGet();
            throw new IllegalStateException("interrupted");
        }
        return number;
    }

    /** Lets the reads under way be answered, and those after them at once. */
    void answer() {
        answering.countDown();
    }

    /** Makes the next reads wait again. */
    void hold() {
        answering = new CountDownLatch(1);
    }

    int sent() {
        return sent.get();
    }

    int interrupted() {
        return interrupted.get();
    }

    Tasks.Task<Integer> share(Caller caller) {
        return share(caller, "question", this::read);
    }

    /** Starts a call that only reads. */
    <T> Tasks.Task<T> share(Caller caller, Object question, Supplier<T> read) {
        return start(caller, () -> reads.share(caller, question, read));
    }

    Tasks.Task<Integer> cached(Caller caller) {
        return start(caller, () -> reads.cached("buckets", caller, "question", this::read));
    }

    Tasks.Task<Integer> limited(Caller caller, String bucket) {
        return ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(Set.of(bucket)))
                .call(() -> share(caller));
    }

    private <T> Tasks.Task<T> start(Caller caller, Supplier<T> work) {
        return Tasks.start(
                caller.toString(), () -> ReadOnlyCall.within(true, work).get());
    }

    void awaitSent(int count) {
        Polling.await(() -> sent.get() == count);
    }

    /** Waits until this many calls have joined a read that another one had begun. */
    void awaitJoined(int count) {
        Polling.await(() ->
                Scrape.of(meters).sum("quilt_mcp_cache_lookups_total", "cache=\"reads\"", "result=\"hit\"") == count);
    }
}
