package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.tool.SampleTools.Input;
import com.quiltdata.mcp.tool.SampleTools.Output;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
final class RunnerTest {
    private static final Caller ADA = Caller.of("ada");
    private static final Caller BOB = Caller.of("bob");
    private static final Limits ROOMY = new Limits(Duration.ofSeconds(20), 100, 50, 1000, 10_000);

    private static Tool<Input, Output> tool(Effect effect, BiFunction<Input, Call, Output> behaviour) {
        return SampleTools.greeting("greet", effect, behaviour);
    }

    private static Call call(Caller caller, Runner runner) {
        return new Call(caller, "r-1", runner.deadline());
    }

    private static ObjectNode ada() {
        return JsonNodeFactory.instance.objectNode().put("who", "Ada");
    }

    private static Result run(Tool<?, ?> tool, Limits limits) {
        var runner = SampleTools.runner(tool, limits);
        return runner.run(tool, ada(), call(ADA, runner));
    }

    private static String failure(Result result) {
        return ((Result.FailureResult) result).failure().kind();
    }

    @Test
    void resultHasSuccessAndNoNulls() {
        var result = (Result.Success) run(SampleTools.greeting(), ROOMY);
        assertThat(result.text()).isEqualTo("{\"success\":true,\"greeting\":\"hello Ada\"}");
        assertThat(result.structured().toString()).isEqualTo(result.text());
    }

    @Test
    void runsWithoutConsentIfThereIsNothingToAsk() {
        var greeting = SampleTools.greeting();
        var tool = new Tool<Input, Output>() {
            @Override
            public Spec<Input, Output> spec() {
                return greeting.spec().confirmable();
            }

            @Override
            public boolean needsConfirmation(Input in) {
                return true;
            }

            @Override
            public String confirmation(Input in, Call call) {
                return in.who().equals("Ada") ? "" : "Greet a stranger?";
            }

            @Override
            public Output call(Input in, Call call) {
                return greeting.call(in, call);
            }
        };
        var runner = SampleTools.runner(tool, ROOMY);

        assertThat(runner.run(tool, ada(), call(ADA, runner))).isInstanceOf(Result.Success.class);
        assertThat(failure(runner.run(tool, ada().put("who", "Bob"), call(ADA, runner))))
                .isEqualTo("invalid");
    }

    @Test
    void returnsFailuresOfTheCatalog() {
        var result = run(
                tool(Effect.READ, (_, _) -> {
                    throw new Failure.NotFound("No such bucket.");
                }),
                ROOMY);
        assertThat(failure(result)).isEqualTo("not_found");
        assertThat(((Result.FailureResult) result).failure()).hasMessage("No such bucket.");
    }

    @Test
    void throwsWhenTheTokenIsRefused() {
        var tool = tool(Effect.READ, (_, _) -> {
            throw new UnauthenticatedException();
        });
        assertThatThrownBy(() -> run(tool, ROOMY)).isInstanceOf(UnauthenticatedException.class);
    }

    @Test
    void throwsUnexpectedExceptionsUnchanged() {
        var tool = tool(Effect.READ, (_, _) -> {
            throw new IllegalStateException("inside");
        });
        assertThatThrownBy(() -> run(tool, ROOMY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("inside");
    }

    @Test
    void returnsAtTheDeadlineAndInterruptsTheWork() throws Exception {
        var interrupted = new CompletableFuture<Boolean>();
        var tool = tool(Effect.READ, (_, _) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
            return new Output("late", null, null);
        });
        var result = run(tool, new Limits(Duration.ofMillis(50), 100, 50, 1000, 10_000));
        assertThat(failure(result)).isEqualTo("too_late");
        assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void lateWriteHasAnUnknownOutcome() {
        var tool = tool(Effect.WRITE, (_, _) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Output("late", null, null);
        });
        var result = (Result.FailureResult) run(tool, new Limits(Duration.ofMillis(50), 100, 50, 1000, 10_000));
        assertThat(result.failure())
                .hasMessageContaining("may or may not have been made")
                .hasMessageContaining("check before you try again");
    }

    @Test
    void refusesResultsAboveTheByteLimit() {
        var tool = tool(Effect.READ, (_, _) -> new Output("x".repeat(20_000), null, null));
        assertThat(failure(run(tool, ROOMY))).isEqualTo("too_large");
    }

    @Test
    void throttlesOnlyTheCallerAtItsLimit() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var tool = tool(Effect.READ, (in, call) -> {
            if (call.requestId().equals("slow")) {
                inside.countDown();
                Latches.await(go);
            }
            return new Output("done", null, null);
        });
        var runner = SampleTools.runner(tool, new Limits(Duration.ofSeconds(20), 100, 1, 1000, 10_000));
        var slow =
                CompletableFuture.supplyAsync(() -> runner.run(tool, ada(), new Call(ADA, "slow", runner.deadline())));
        inside.await();

        assertThatThrownBy(() -> runner.run(tool, ada(), call(ADA, runner))).isInstanceOf(LimitExceededException.class);
        assertThat(runner.run(tool, ada(), call(BOB, runner))).isInstanceOf(Result.Success.class);

        go.countDown();
        assertThat(slow.get()).isInstanceOf(Result.Success.class);
    }

    @Test
    void releasesTheSlotOfAnEndedCall() {
        var runner = SampleTools.runner(SampleTools.greeting(), new Limits(Duration.ofSeconds(20), 1, 1, 1000, 10_000));
        for (int i = 0; i < 20; i++) {
            assertThat(runner.guarded("x", Effect.READ, call(ADA, runner), () -> 1))
                    .isEqualTo(1);
        }
    }

    @Test
    void throttlesCallsAboveTheRate() {
        var tool = SampleTools.greeting();
        var runner = SampleTools.runner(tool, new Limits(Duration.ofSeconds(20), 100, 50, 3, 10_000));
        for (int i = 0; i < 3; i++) {
            assertThat(runner.run(tool, ada(), call(ADA, runner))).isInstanceOf(Result.Success.class);
        }
        assertThatThrownBy(() -> runner.run(tool, ada(), call(ADA, runner))).isInstanceOf(LimitExceededException.class);
        assertThat(runner.run(tool, ada(), call(BOB, runner))).isInstanceOf(Result.Success.class);
    }

    @Test
    void doesNotRunToolsWithInvalidArguments() {
        var tool = tool(Effect.READ, (_, _) -> {
            throw new IllegalStateException("reached");
        });
        var runner = SampleTools.runner(tool, ROOMY);
        assertThat(failure(runner.run(tool, JsonNodeFactory.instance.objectNode(), call(ADA, runner))))
                .isEqualTo("invalid");
    }
}
