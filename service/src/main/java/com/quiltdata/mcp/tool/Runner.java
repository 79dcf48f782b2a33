package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.audit.AuditLog;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.RequestId;
import com.quiltdata.mcp.metrics.Meters;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for every tool what no tool does for itself: decodes and checks the arguments, lets the caller in, keeps the
 * deadline, bounds the answer, counts, logs, audits.
 */
public final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final Map<String, Decoder<?>> decoders = new HashMap<>();
    private final Limits limits;
    private final Budget budget;
    private final Gate gate;
    private final Meters meters;
    private final AuditLog audit;
    private final Consumer<Caller> refused;

    /**
     * A runner of these tools.
     *
     * @param refused is told of each caller whose token the catalog refused, so that nothing of theirs is kept
     */
    public Runner(Inventory inventory, Limits limits, Validator validator, Meters meters, Consumer<Caller> refused) {
        this.refused = refused;
        this.limits = limits;
        this.budget = new Budget(limits);
        this.gate = new Gate(limits);
        this.meters = meters;
        this.audit = new AuditLog();
        for (var tool : inventory.tools()) {
            decoders.put(tool.spec().name(), new Decoder<>(tool.spec().input(), validator));
        }
    }

    /**
     * Runs the tool.
     *
     * @throws CatalogException.Unauthenticated when the catalog refuses the caller's token: no result, but HTTP 401
     * @throws RuntimeException anything that nobody foresaw
     */
    public Result run(Tool<?, ?> tool, ObjectNode arguments, Call call) {
        var start = System.nanoTime();
        var outcome = "error";
        try {
            var result = called(tool, arguments, call);
            outcome = "ok";
            return result;
        } catch (Failure failure) {
            outcome = failure.kind();
            return new Result.Failed(failure);
        } catch (CatalogException.Unauthenticated refused) {
            outcome = "unauthenticated";
            throw refused;
        } finally {
            note(tool.spec(), call, outcome, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** Does not run the tool, for this reason, and says so to log and audit. */
    public Result refuse(Tool<?, ?> tool, Failure reason, Call call) {
        note(tool.spec(), call, reason.kind(), Duration.ZERO);
        return new Result.Failed(reason);
    }

    private <I extends Record, O extends Record> Result.Success called(
            Tool<I, O> tool, ObjectNode arguments, Call call) {
        var spec = tool.spec();
        @SuppressWarnings("unchecked") // the decoder was built from this tool's own input class
        var decoder = (Decoder<I>) Objects.requireNonNull(decoders.get(spec.name()));
        var input = decoder.decode(arguments);
        return budget.fit(guarded(spec.name(), spec.effect(), call, () -> tool.call(input, call)));
    }

    /**
     * Does some work for a caller within the limits, on a thread of its own, which keeps its place until it really ends.
     *
     * @throws Failure also for what the catalog reported
     * @throws CatalogException.Unauthenticated when the catalog refuses the caller's token
     */
    public <T> T guarded(String name, Effect effect, Call call, Supplier<T> work) {
        gate.enter(call.caller()).ifPresent(reason -> {
            meters.refused(reason);
            throw new Failure.Throttled(Border.refusal(reason), Duration.ofSeconds(1));
        });
        var answer = new CompletableFuture<T>();
        var thread = Thread.ofVirtual().name(name).start(() -> work(call, work, answer));
        try {
            return answer.get(Math.max(1, call.deadline().left().toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CatalogException.Unauthenticated) {
                refused.accept(call.caller());
            }
            throw Border.cross(e.getCause());
        } catch (TimeoutException e) {
            throw new Failure.TooLate(Border.tooLate(effect, limits.deadline()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.TooLate("The call was given up because the client left or the server is stopping.", e);
        } finally {
            thread.interrupt();
        }
    }

    private <T> void work(Call call, Supplier<T> work, CompletableFuture<T> answer) {
        try {
            answer.complete(
                    ScopedValue.where(RequestId.CURRENT, call.requestId()).call(work::get));
        } catch (RuntimeException | Error thrown) {
            answer.completeExceptionally(thrown);
        } finally {
            gate.leave(call.caller());
        }
    }

    /** When a call that starts now is due. */
    public Call.Deadline deadline() {
        return Call.Deadline.in(limits.deadline());
    }

    private void note(Spec<?, ?> spec, Call call, String outcome, Duration took) {
        meters.toolCall(spec.name(), outcome, took);
        LOG.info(
                "tool={} outcome={} ms={} caller={} request={}",
                spec.name(),
                outcome,
                took.toMillis(),
                call.caller().getName(),
                call.requestId());
        if (spec.effect() != Effect.READ) {
            audit.changed(
                    call.caller(),
                    call.requestId(),
                    spec.name(),
                    spec.effect().name().toLowerCase(Locale.ROOT),
                    outcome);
        }
    }
}
