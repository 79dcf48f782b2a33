package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.tool.SampleTools.Output;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is begun is finished, whoever stops waiting for it. */
@Timeout(120)
final class UninterruptibleTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CompletableFuture<String> end = new CompletableFuture<>();

    /** Waits as an exchange with an upstream does, which an interruption breaks off. */
    private String work() {
        begun.countDown();
        try {
            release.await();
            end.complete("finished");
        } catch (InterruptedException e) {
            end.complete("broken off");
        }
        return end.join();
    }

    @Test
    void finishesWorkWhenTheWaitingThreadIsInterrupted() throws Exception {
        var returned = new CompletableFuture<String>();
        var waiting = Thread.ofVirtual().start(() -> returned.complete(Tasks.uninterruptibly(this::work)));
        begun.await();
        waiting.interrupt();
        release.countDown();
        assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo("finished");
        assertThat(returned.get(60, TimeUnit.SECONDS)).isEqualTo("finished");
    }

    @Test
    void finishesWorkAfterTheDeadline() throws Exception {
        var tool = SampleTools.greeting(
                "greet", Effect.WRITE, (_, _) -> new Output(Tasks.uninterruptibly(this::work), null, null));
        var runner = SampleTools.runner(tool, new Limits(Duration.ofMillis(300), 100, 50, 1000, 10_000));
        var call = new Call(Caller.of("ada"), "r-1", runner.deadline());
        var answer = CompletableFuture.supplyAsync(
                () -> runner.run(tool, JsonNodeFactory.instance.objectNode().put("who", "Ada"), call),
                task -> Thread.ofVirtual().start(task));
        begun.await();
        assertThat(((Result.FailureResult) answer.get(60, TimeUnit.SECONDS)).failure())
                .isInstanceOf(Failure.TooLate.class);
        assertThat(end).isNotDone();
        release.countDown();
        assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo("finished");
    }

    @Test
    void keepsTheRequestIdAndThrowsWhatTheWorkThrows() {
        assertThat(RequestId.of("r-1", null).call(() -> Tasks.uninterruptibly(RequestId.CURRENT::get)))
                .isEqualTo("r-1");
        assertThatThrownBy(() -> Tasks.uninterruptibly(() -> {
                    throw new Failure.Conflict("Somebody was first.");
                }))
                .isInstanceOf(Failure.Conflict.class);
    }
}
