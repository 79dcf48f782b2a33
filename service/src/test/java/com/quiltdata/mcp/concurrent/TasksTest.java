package com.quiltdata.mcp.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.context.TraceContext;
import com.quiltdata.mcp.memory.ByteBudget;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class TasksTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final TraceContext TRACE =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true, "");

    private record Question(String name) {}

    /** Waits until it is interrupted, and reports that. */
    private static final class WaitingTask {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CompletableFuture<String> end = new CompletableFuture<>();

        String run() {
            begun.countDown();
            try {
                Thread.sleep(LONG);
                end.complete("finished");
            } catch (InterruptedException e) {
                end.complete("interrupted");
            }
            return end.join();
        }
    }

    @Test
    void carriesTheRequest() throws Exception {
        var client = ClientInfo.of("192.0.2.1", _ -> null);
        var task = RequestId.of("r-1", "1-root")
                .where(ClientInfo.CURRENT, client)
                .where(TraceContext.CURRENT, TRACE)
                .where(AllowedBuckets.CURRENT, new AllowedBuckets(Set.of("one-bucket")))
                .call(() -> Tasks.start(
                        "test",
                        () -> RequestId.CURRENT.get() + " " + RequestId.TRACE.get() + " "
                                + ClientInfo.CURRENT.get().address() + " "
                                + TraceContext.CURRENT.get().spanId() + " "
                                + AllowedBuckets.current().names()));
        assertThat(task.get(LONG)).isEqualTo("r-1 1-root 192.0.2.1 00f067aa0ba902b7 [one-bucket]");
    }

    @Test
    void reportsErrorOfWorkThatNobodyWaitsFor() throws Exception {
        var before = Thread.getDefaultUncaughtExceptionHandler();
        var reported = new CompletableFuture<Throwable>();
        Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> reported.complete(thrown));
        try {
            Tasks.run("test", () -> {
                throw new AssertionError("lost");
            });
            assertThat(reported.get(LONG.toSeconds(), TimeUnit.SECONDS)).hasMessage("lost");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void carriesTheChargesOfTheCall() {
        var budget = ByteBudget.of(1000);
        var held = ByteBudget.scope(() -> {
            Tasks.uninterruptibly(() -> {
                budget.charge(100);
                return true;
            });
            return budget.held();
        });
        assertThat(held).isEqualTo(100);
        assertThat(budget.held()).isZero();
    }

    @Test
    void carriesTheCacheOfTheCall() {
        var asked = new AtomicInteger();
        var cache = new PerCallCache(true);
        var last = PerCallCache.within(() -> {
                    cache.once(new Question("buckets"), asked::incrementAndGet);
                    return Tasks.uninterruptibly(() -> cache.once(new Question("buckets"), asked::incrementAndGet));
                })
                .get();
        assertThat(last).isEqualTo(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void interruptsWorkAtTheTimeLimit() throws Exception {
        var work = new WaitingTask();
        assertThatThrownBy(() -> Tasks.within("test", Duration.ofMillis(50), work::run))
                .isInstanceOf(TimeoutException.class);
        work.begun.await();
        assertThat(work.end.get(60, TimeUnit.SECONDS)).isEqualTo("interrupted");
    }

    @Test
    void interruptsWorkWhenTheWaitIsInterrupted() throws Exception {
        var work = new WaitingTask();
        var thrown = new CompletableFuture<Class<?>>();
        var waiting = Thread.ofVirtual().start(() -> {
            try {
                Tasks.within("test", LONG, work::run);
            } catch (ExecutionException | InterruptedException | TimeoutException e) {
                thrown.complete(e.getClass());
            }
        });
        work.begun.await();
        waiting.interrupt();
        assertThat(thrown.get(60, TimeUnit.SECONDS)).isEqualTo(InterruptedException.class);
        assertThat(work.end.get(60, TimeUnit.SECONDS)).isEqualTo("interrupted");
    }

    @Test
    void startedWorkOutlivesItsWait() throws Exception {
        var release = new CountDownLatch(1);
        var task = Tasks.start("test", () -> {
            release.await();
            return "finished";
        });
        assertThatThrownBy(() -> task.get(Duration.ofMillis(50))).isInstanceOf(TimeoutException.class);
        release.countDown();
        assertThat(task.get(LONG)).isEqualTo("finished");
    }

    @Test
    void runsWorkThatIsInterruptedBeforeItBegins() throws Exception {
        var ran = new CountDownLatch(1);
        Tasks.start("test", () -> {
                    ran.countDown();
                    return true;
                })
                .interrupt();
        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void passesFailuresOn() {
        assertThatThrownBy(() -> Tasks.within("test", LONG, () -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> Tasks.uninterruptibly(() -> {
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOf(StackOverflowError.class);
    }
}
