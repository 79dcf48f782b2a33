package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.audit.AuditLog;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.tool.SampleTools.Input;
import com.quiltdata.mcp.tool.SampleTools.Output;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** A call that changes something leaves one line, however it ends; a call that reads does if reads are audited. */
@Timeout(180)
final class AuditedCallsTest {
    private static final Logger AUDIT = (Logger) LoggerFactory.getLogger("audit");
    private static final Caller ADA = Caller.of("ada");
    private static final Limits ROOMY = new Limits(Duration.ofSeconds(20), 100, 50, 1000, 10_000);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        AUDIT.setLevel(Level.INFO);
        lines.start();
        AUDIT.addAppender(lines);
    }

    @AfterEach
    void stop() {
        AUDIT.detachAppender(lines);
    }

    private static Output well(Input input, Call call) {
        return new Output("done " + input.who() + call.requestId(), null, null);
    }

    private void run(Effect effect, Limits limits, BiFunction<Input, Call, Output> behaviour, String who) {
        var tool = SampleTools.greeting("greet", effect, behaviour);
        var runner = SampleTools.runner(tool, limits);
        var _ = catchThrowable(() -> runner.run(tool, arguments(who), new Call(ADA, "r-1", runner.deadline())));
    }

    private static ObjectNode arguments(String who) {
        return JsonNodeFactory.instance.objectNode().put("who", who);
    }

    /** The fields of the one line. */
    private Map<String, Object> line() {
        assertThat(lines.list).hasSize(1);
        return lines.list.getFirst().getKeyValuePairs().stream()
                .collect(Collectors.toUnmodifiableMap(pair -> pair.key, pair -> pair.value));
    }

    @Test
    void readIsNotAudited() {
        run(Effect.READ, ROOMY, AuditedCallsTest::well, "Ada");
        assertThat(lines.list).isEmpty();
    }

    @Test
    void readIsAuditedIfReadsAre() {
        var tool = SampleTools.greeting("greet", Effect.READ, AuditedCallsTest::well);
        var runner = SampleTools.runner(tool, ROOMY).auditReads(true);
        runner.run(tool, arguments("Ada"), new Call(ADA, "r-1", runner.deadline()));
        assertThat(line())
                .containsEntry("caller", ADA.getName())
                .containsEntry("tool", "greet")
                .containsEntry("effect", "read")
                .containsEntry("outcome", "ok");
    }

    @Test
    void methodThatReadsIsAuditedIfReadsAre() {
        var runner = SampleTools.runner(SampleTools.greeting(), ROOMY).auditReads(true);
        var params = JsonNodeFactory.instance.objectNode().put("uri", "quilt-platform://buckets");
        var call = new Call(ADA, "r-1", runner.deadline());
        var _ = catchThrowable(() -> runner.read("resources/read", params, call, () -> {
            throw new Failure.Denied("no");
        }));
        assertThat(line())
                .containsEntry("tool", "resources/read")
                .containsEntry("outcome", "denied")
                .containsEntry("target", Map.of("uri", "quilt-platform://buckets"));
    }

    @Test
    void refusesReadsWithoutRoomForTheirLines() {
        var audit = new AuditLog();
        var auditor = new CallAuditor(audit, Duration.ofSeconds(20));
        var call = new Call(ADA, "r-1", Call.Deadline.in(Duration.ofSeconds(20)));
        var read = new CallAuditor.AuditedCall("resources/read", Effect.READ, arguments("Ada"), call);
        var waiting = Stream.generate(() -> audit.entry(new AuditLog.SignIn("r-0", "token", () -> "-")))
                .takeWhile(AuditLog.AuditEntry::placed)
                .toList();
        assertThat(waiting).hasSize(4096);
        assertThat(catchThrowable(() -> auditor.read(read, () -> "data")))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageStartingWith("Nothing was read: ");
        waiting.forEach(AuditLog.AuditEntry::cancel);
        assertThat(auditor.read(read, () -> "data")).isEqualTo("data");
    }

    @Test
    void writeIsAuditedWithCallerTargetAndOutcome() {
        run(Effect.WRITE, ROOMY, AuditedCallsTest::well, "Ada");
        assertThat(line())
                .containsEntry("caller", ADA.getName())
                .containsEntry("request", "r-1")
                .containsEntry("tool", "greet")
                .containsEntry("effect", "write")
                .containsEntry("outcome", "ok")
                .containsKeys("ms", "target");
    }

    @Test
    void auditsTheUserWhomTheCatalogNamed() {
        var tool = SampleTools.greeting("greet", Effect.WRITE, AuditedCallsTest::well);
        var runner = SampleTools.runner(tool, ROOMY);
        var ada = ADA.accepted(new Caller.User("ada", "ada@example.com"));
        runner.run(tool, arguments("Bob"), new Call(ada, "r-1", runner.deadline()));
        assertThat(line()).containsEntry("user", "ada").containsEntry("email", "ada@example.com");
    }

    @Test
    void marksWhatIsNotKnownOfTheCallerByDash() {
        run(Effect.WRITE, ROOMY, AuditedCallsTest::well, "Ada");
        assertThat(line())
                .containsEntry("user", "-")
                .containsEntry("email", "-")
                .containsEntry("client_name", "-")
                .containsEntry("client_version", "-");
    }

    @ParameterizedTest
    @EnumSource(value = Effect.class, names = "READ", mode = EnumSource.Mode.EXCLUDE)
    void auditsInvalidArguments(Effect effect) {
        run(effect, ROOMY, AuditedCallsTest::well, "");
        assertThat(line()).containsEntry("outcome", "invalid");
    }

    @Test
    void auditsUnconfirmedDestroy() {
        run(Effect.DESTROY, ROOMY, AuditedCallsTest::well, "Ada");
        assertThat(line()).containsEntry("outcome", "invalid").containsEntry("effect", "destroy");
    }

    @Test
    void auditsDeniedCall() {
        run(
                Effect.WRITE,
                ROOMY,
                (_, _) -> {
                    throw new Failure.Denied("no");
                },
                "Ada");
        assertThat(line()).containsEntry("outcome", "denied");
    }

    @Test
    void auditsRefusedToken() {
        run(
                Effect.WRITE,
                ROOMY,
                (_, _) -> {
                    throw new UnauthenticatedException();
                },
                "Ada");
        assertThat(line()).containsEntry("outcome", "unauthenticated");
    }

    @Test
    void auditsUnexpectedError() {
        run(
                Effect.WRITE,
                ROOMY,
                (_, _) -> {
                    throw new IllegalStateException("inside");
                },
                "Ada");
        assertThat(line()).containsEntry("outcome", "error");
    }

    @Test
    void auditsCallPastItsDeadline() {
        run(
                Effect.WRITE,
                new Limits(Duration.ofMillis(50), 100, 50, 1000, 10_000),
                (_, _) -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new Output("late", null, null);
                },
                "Ada");
        assertThat(line()).containsEntry("outcome", "too_late");
    }

    @Test
    void auditsThrottledCall() {
        run(Effect.WRITE, new Limits(Duration.ofSeconds(20), 0, 50, 1000, 10_000), AuditedCallsTest::well, "Ada");
        assertThat(line()).containsEntry("outcome", "throttled");
    }

    @Test
    void auditsArgumentsUnderTheirNamesAndNoContent() {
        var tool = SampleTools.greeting("greet", Effect.WRITE, AuditedCallsTest::well);
        var runner = SampleTools.runner(tool, ROOMY);
        var arguments = arguments("Ada").put("items", "[{\"key\":\"k\",\"content\":\"secret\"}]");
        runner.run(tool, arguments, new Call(ADA, "r-1", runner.deadline()));
        assertThat(line()).containsEntry("target", Map.of("items", List.of("k")));
    }

    @Test
    void auditsCallThatWasNotRun() {
        var tool = SampleTools.greeting("greet", Effect.WRITE, AuditedCallsTest::well);
        var runner = SampleTools.runner(tool, ROOMY);
        var call = new Call(ADA, "r-1", runner.deadline());
        var result = runner.refuse(tool, arguments("Ada"), new Failure.Denied("read only"), call);
        assertThat(result).isInstanceOf(Result.FailureResult.class);
        assertThat(line()).containsEntry("outcome", "denied");
    }
}
