package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.context.ReadOnlyCall;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.LogLines;
import com.quiltdata.mcp.testing.Scrape;
import com.quiltdata.mcp.tool.SampleTools.Input;
import com.quiltdata.mcp.tool.SampleTools.Output;
import io.dropwizard.jersey.validation.Validators;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
final class RunnerTest {
    private static final Caller ADA = Caller.of("ada");
    private static final Caller BOB = Caller.of("bob");
    private static final Limits ROOMY = new Limits(Duration.ofSeconds(20), 100, 50, 1000, 10_000);

    private final Meters meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
    private final List<Caller> refused = new ArrayList<>();
    private final RefusalHandler refusals = new RefusalHandler() {
        @Override
        public void tokenRefused(Caller caller) {
            refused.add(caller);
        }

        @Override
        public Failure explain(Caller caller, Failure refusal) {
            return new Failure.Denied("Your role may not: " + refusal.getMessage());
        }
    };

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

    private Runner runner(Tool<?, ?> tool, Limits limits) {
        return new Runner(
                new Inventory(List.of(new Toolset("sample", List.of(tool)))),
                limits,
                Validators.newValidator(),
                meters,
                refusals);
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

    /** A tool whose calls are local. */
    private static Tool<Input, Output> local(BiFunction<Input, Call, Output> behaviour) {
        var greeting = SampleTools.greeting("greet", Effect.READ, behaviour);
        return new Tool<>() {
            @Override
            public Spec<Input, Output> spec() {
                return greeting.spec();
            }

            @Override
            public boolean isLocal(Input in) {
                return true;
            }

            @Override
            public Output call(Input in, Call call) {
                return greeting.call(in, call);
            }
        };
    }

    @Test
    void localCallRunsOnTheThreadOfItsRequestAndCounts() {
        var threads = new ArrayList<Thread>();
        var runner = new AtomicReference<Runner>();
        var nested = new AtomicReference<Throwable>();
        var tool = local((in, call) -> {
            threads.add(Thread.currentThread());
            if (threads.size() == 1) {
                nested.set(catchThrowable(() -> runner.get().run(local((_, _) -> null), ada(), call)));
            }
            return new Output(in.who(), null, null);
        });
        runner.set(runner(tool, new Limits(Duration.ofSeconds(20), 100, 1, 1000, 10_000)));

        assertThat(runner.get().run(tool, ada(), call(ADA, runner.get()))).isInstanceOf(Result.Success.class);
        assertThat(nested.get()).isInstanceOf(LimitExceededException.class);
        assertThat(runner.get().run(tool, ada(), call(ADA, runner.get()))).isInstanceOf(Result.Success.class);
        assertThat(threads).containsExactly(Thread.currentThread(), Thread.currentThread());
    }

    @Test
    void explainsTheMissingRightOfALocalCall() {
        var tool = local((_, _) -> {
            throw new Failure.Denied("no right");
        });
        var runner = runner(tool, ROOMY);

        var result = (Result.FailureResult) runner.run(tool, ada(), call(ADA, runner));
        assertThat(result.failure()).hasMessage("Your role may not: no right");
    }

    @Test
    void explainingALocalCallIsNoSecondCall() {
        var tool = local((_, _) -> {
            throw new Failure.Denied("no right");
        });
        var runner = runner(tool, new Limits(Duration.ofSeconds(20), 100, 1, 1000, 10_000));

        var result = (Result.FailureResult) runner.run(tool, ada(), call(ADA, runner));
        assertThat(result.failure()).hasMessage("Your role may not: no right");
        assertThat(failure(runner.run(tool, ada(), call(ADA, runner)))).isEqualTo("denied");
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

    /** What is destroyed or overwritten is looked up as it is now, also for the question to the user. */
    @Test
    void questionAboutAChangeSharesNoReadsOfOtherCalls() {
        var shares = new AtomicBoolean(true);
        var greeting = SampleTools.greeting("greeting", Effect.DESTROY, (in, _) -> new Output(in.who(), null, null));
        var tool = new Tool<Input, Output>() {
            @Override
            public Spec<Input, Output> spec() {
                return greeting.spec();
            }

            @Override
            public String confirmation(Input in, Call call) {
                shares.set(ReadOnlyCall.isCurrent());
                return "Greet?";
            }

            @Override
            public Output call(Input in, Call call) {
                return greeting.call(in, call);
            }
        };
        var runner = SampleTools.runner(tool, ROOMY);

        assertThat(failure(runner.run(tool, ada(), call(ADA, runner)))).isEqualTo("invalid");
        assertThat(shares).isFalse();
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
    void stoppingServerGivesUpCallsUnderWayAndThoseThatBeginLater() throws Exception {
        var inside = new CountDownLatch(1);
        var tool = tool(Effect.WRITE, (_, _) -> {
            inside.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Output("late", null, null);
        });
        var runner = SampleTools.runner(tool, ROOMY);
        var interrupted = new AtomicBoolean();
        var underWay = CompletableFuture.supplyAsync(() -> {
            var result = runner.run(tool, ada(), call(ADA, runner));
            interrupted.set(Thread.currentThread().isInterrupted());
            return result;
        });
        inside.await();
        runner.stop();
        for (var result : List.of(underWay.get(), runner.run(tool, ada(), call(BOB, runner)))) {
            assertThat(((Result.FailureResult) result).failure())
                    .isInstanceOf(Failure.TooLate.class)
                    .hasMessageContaining("the server is stopping. A write may have been done");
        }
        assertThat(interrupted).as("an interrupted thread cannot reply").isFalse();
    }

    @Test
    void stoppingServerDoesNotGiveUpCallsThatHaveEnded() throws Exception {
        var calls = new RunningCalls();
        var ended = Tasks.start("ended", () -> "done");
        ended.join();
        calls.stop();
        assertThat(calls.await(ended, Duration.ofSeconds(20))).isEqualTo("done");
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

    @Test
    void refusesTextThatCannotBeStored() {
        var tool = tool(Effect.READ, (_, _) -> {
            throw new IllegalStateException("reached");
        });
        var runner = SampleTools.runner(tool, ROOMY);
        assertThat(failure(runner.run(tool, ada().put("who", "A\0da"), call(ADA, runner))))
                .isEqualTo("invalid");
    }

    @Test
    void passesAnyArgumentsToARawToolUnchanged() {
        var tool = RawTools.of("raw", Effect.READ, (arguments, _) -> RawTools.text(arguments.toString()));
        var runner = SampleTools.runner(tool, ROOMY);
        var arguments = ada().put("howOften", "").set("x", ada());
        assertThat(runner.run(tool, (ObjectNode) arguments, call(ADA, runner)))
                .isEqualTo(RawTools.text(arguments.toString()));
    }

    @Test
    void measuresCallsUnderWay() {
        var during = new ArrayList<Double>();
        var tool = tool(Effect.READ, (_, _) -> {
            during.add(Scrape.of(meters).sum("quilt_mcp_calls_under_way"));
            return new Output("done", null, null);
        });
        var runner = runner(tool, ROOMY);
        runner.run(tool, ada(), call(ADA, runner));
        assertThat(during).containsExactly(1.0);
        assertThat(Scrape.of(meters).sum("quilt_mcp_calls_under_way")).isZero();
        assertThat(Scrape.of(meters).sum("quilt_mcp_calls_limit")).isEqualTo(100);
    }

    @Test
    void countsCallsByOutcomeAndRefusalsByReason() {
        var tool = SampleTools.greeting();
        var runner = runner(tool, new Limits(Duration.ofSeconds(20), 100, 50, 2, 10_000));
        try (var log = new LogLines()) {
            runner.run(tool, ada(), call(ADA, runner));
            runner.run(tool, ada().put("who", ""), call(ADA, runner));
            runner.run(tool, ada(), call(ADA, runner));
            assertThatThrownBy(() -> runner.run(tool, ada(), call(ADA, runner)))
                    .isInstanceOf(LimitExceededException.class);
            runner.unauthenticated("greet", BOB);
            assertThat(log.lines())
                    .extracting(line -> line.replaceFirst(" ms=[0-9]{1,5} caller=.*", ""))
                    .containsExactly(
                            "tool=greet outcome=ok",
                            "tool=greet outcome=invalid",
                            "tool=greet outcome=ok",
                            "tool=greet outcome=throttled",
                            "tool=greet outcome=unauthenticated");
        }
        var scrape = Scrape.of(meters);
        assertThat(scrape.sum("quilt_mcp_tool_calls_total", "outcome=\"ok\"")).isEqualTo(2);
        assertThat(scrape.sum("quilt_mcp_tool_calls_total")).isEqualTo(5);
        assertThat(scrape.sum("quilt_mcp_gate_refusals_total", "reason=\"rate\""))
                .isEqualTo(1);
        assertThat(scrape.sum("quilt_mcp_gate_refusals_total")).isEqualTo(1);
    }

    @Test
    void reportsOnlyATokenThatTheCatalogRefused() {
        var tool = tool(Effect.READ, (in, _) -> {
            throw in.who().equals("Ada") ? new UnauthenticatedException() : new Failure.NotFound("none");
        });
        var runner = runner(tool, ROOMY);
        runner.run(tool, ada().put("who", "Bob"), call(BOB, runner));
        assertThat(refused).isEmpty();
        assertThatThrownBy(() -> runner.run(tool, ada(), call(ADA, runner)))
                .isInstanceOf(UnauthenticatedException.class);
        assertThat(refused).containsExactly(ADA);
    }

    @Test
    void explainsAMissingRightIfThereIsTime() {
        var tool = tool(Effect.READ, (_, _) -> {
            throw new Failure.Denied("no");
        });
        var runner = runner(tool, ROOMY);
        var result = (Result.FailureResult) runner.run(tool, ada(), call(ADA, runner));
        assertThat(result.failure()).hasMessage("Your role may not: no");
        var late = new Call(ADA, "r-1", Call.Deadline.in(Duration.ofSeconds(4)));
        assertThat(((Result.FailureResult) runner.run(tool, ada(), late)).failure())
                .hasMessage("no");
    }

    @Test
    void stopGivesUpCallsWithAReplyThatTheirThreadsCanSend() throws Exception {
        var inside = new CountDownLatch(1);
        var tool = tool(Effect.WRITE, (_, _) -> {
            inside.countDown();
            Latches.await(new CountDownLatch(1));
            return new Output("done", null, null);
        });
        var runner = runner(tool, ROOMY);
        var interrupted = new CompletableFuture<Boolean>();
        var result = CompletableFuture.supplyAsync(
                () -> {
                    var reply = runner.run(tool, ada(), call(ADA, runner));
                    interrupted.complete(Thread.currentThread().isInterrupted());
                    return reply;
                },
                task -> Thread.ofVirtual().start(task));
        inside.await();
        runner.stop();
        assertThat(((Result.FailureResult) result.get(60, TimeUnit.SECONDS)).failure())
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("A write may have been done");
        assertThat(interrupted.get(60, TimeUnit.SECONDS)).isFalse();
    }

    /** As the second half of a call that has just asked for consent. */
    @Test
    void stopAlsoGivesUpWhatIsBegunAfterIt() {
        var runner = runner(SampleTools.greeting(), ROOMY);
        runner.stop();
        assertThatThrownBy(() -> runner.guarded("x", Effect.READ, call(ADA, runner), () -> {
                    Latches.await(new CountDownLatch(1));
                    return 1;
                }))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("the server is stopping");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void callWhoseClientHasLeftEndsAndItsThreadStaysInterrupted() {
        var runner = runner(SampleTools.greeting(), ROOMY);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> runner.guarded("x", Effect.READ, call(ADA, runner), () -> {
                    Latches.await(new CountDownLatch(1));
                    return 1;
                }))
                .isInstanceOf(Failure.TooLate.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void logsTheCauseOfAnOutageOnOneLineWithoutTheToken() {
        var tool = tool(Effect.READ, (in, _) -> {
            throw switch (in.who()) {
                case "Ada" ->
                    new Failure.Unavailable("S3 is away.", new IOException("ada\nrefused by ada " + "x".repeat(400)));
                case "Bob" -> new Failure.Unavailable("S3 is away.", null);
                case "Eve" -> new Failure.Unavailable("S3 is away.", new IllegalStateException());
                default -> new Failure.NotFound("none");
            };
        });
        var runner = runner(tool, ROOMY);
        try (var log = new LogLines("com.quiltdata.mcp.tool.FailureMapper")) {
            for (var who : List.of("Ada", "Bob", "Eve", "Zoe")) {
                runner.run(tool, ada().put("who", who), call(ADA, runner));
            }
            var start = "IOException: *** refused by *** ";
            assertThat(log.lines())
                    .containsExactly(
                            "unavailable of greet: S3 is away. cause=\"" + start + "x".repeat(300 - start.length())
                                    + "\"",
                            "unavailable of greet: S3 is away. cause=\"none\"",
                            "unavailable of greet: S3 is away. cause=\"IllegalStateException\"");
        }
    }

    /** The arguments of a tool that takes a URI. */
    record UriInput(String uri) {}

    private Result runWithUri(Effect effect, UnaryOperator<String> toUri) {
        var tool = new Tool<UriInput, Output>() {
            @Override
            public Spec<UriInput, Output> spec() {
                return new Spec<>("read", "Reading", effect, "Reads.", UriInput.class, Output.class);
            }

            @Override
            public boolean needsConfirmation(UriInput in) {
                return false;
            }

            @Override
            public Output call(UriInput in, Call call) {
                return new Output(in.uri(), null, null);
            }
        };
        var inventory = new Inventory(List.of(new Toolset("sample", List.of(tool))), toUri);
        var runner = new Runner(inventory, ROOMY, Validators.newValidator(), meters, refusals);
        return runner.run(tool, JsonNodeFactory.instance.objectNode().put("uri", "page"), call(ADA, runner));
    }

    @Test
    void resolvesAddressesOfPagesExceptOfWhatIsDestroyed() {
        assertThat(((Result.Success) runWithUri(Effect.WRITE, page -> "s3://b/" + page)).text())
                .contains("s3://b/page");
        assertThat(((Result.Success) runWithUri(Effect.DESTROY, page -> "s3://b/" + page)).text())
                .contains("\"page\"");
    }

    @Test
    void workHasTheContextOfItsRequest() {
        var tool = tool(
                Effect.READ,
                (_, call) -> new Output(
                        RequestId.CURRENT.get() + " " + RequestId.TRACE.orElse("-") + " "
                                + call.tools().runsAnyOf("packages"),
                        null,
                        null));
        assertThat(((Result.Success) run(tool, ROOMY)).text()).contains("\"r-1 - false\"");
        var within = RequestId.of("r-2", "1-root").call(() -> run(tool, ROOMY));
        assertThat(((Result.Success) within).text()).contains("\"r-2 1-root false\"");
    }
}
