package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.audit.AuditLog;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.context.ReadOnlyCall;
import com.quiltdata.mcp.metrics.AlarmMarker;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.traces.RequestSpan;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tools. Decodes and validates the arguments, applies the call limits and the deadline, bounds the size of the
 * result, and records every call in metrics, log and audit log.
 */
public final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    static final String UNAUTHENTICATED = "unauthenticated";
    private static final Duration EXPLANATION = Duration.ofSeconds(5);

    private final Map<String, ArgumentDecoder<?>> decoders = new HashMap<>();
    private final Limits limits;
    private final ResultBudget budget;
    private final CallLimiter limiter;
    private final Meters meters;
    private final CallAuditor auditor;
    private final RefusalHandler refusals;
    private final RunningCalls running = new RunningCalls();

    /**
     * Creates a runner for the tools of an inventory.
     *
     * @param refusals handles what the catalog refuses
     */
    public Runner(Inventory inventory, Limits limits, Validator validator, Meters meters, RefusalHandler refusals) {
        this.refusals = refusals;
        this.limits = limits;
        this.budget = new ResultBudget(limits);
        this.limiter = new CallLimiter(limits, meters);
        this.meters = meters;
        this.auditor = new CallAuditor(new AuditLog(), limits.deadline());
        for (var tool : inventory.tools()) {
            var spec = tool.spec();
            if (!(tool instanceof RawTool)) {
                var pages = spec.effect() == Effect.DESTROY ? PageAddresses.NONE : inventory.pages();
                decoders.put(
                        spec.name(),
                        new ArgumentDecoder<>(spec.input(), Confirmation.arguments(spec), pages, validator));
            }
        }
    }

    private Record decode(Spec<?, ?> spec, ObjectNode arguments) {
        var decoder = decoders.get(spec.name());
        return decoder == null ? new RawTool.RawArguments(arguments.deepCopy()) : decoder.decode(arguments);
    }

    /**
     * Decodes the arguments and runs the tool.
     *
     * @throws InputRequiredException when the client must supply input first
     * @throws UnauthenticatedException when the catalog refuses the caller's token: HTTP 401, no result
     * @throws LimitExceededException when a limit is reached: HTTP 429 or 503, no result
     * @throws RuntimeException for an unexpected fault
     */
    public Result run(Tool<?, ?> tool, ObjectNode arguments, Call call) {
        return recorded(tool, arguments, call, () -> call(tool, arguments, call));
    }

    /** Returns a failed result without running the tool, and records the refusal in metrics, log and audit log. */
    public Result refuse(Tool<?, ?> tool, ObjectNode arguments, Failure reason, Call call) {
        return recorded(tool, arguments, call, () -> new Result.FailureResult(reason));
    }

    private Result recorded(Tool<?, ?> tool, ObjectNode arguments, Call call, Supplier<Result> work) {
        var spec = tool.spec();
        if (!auditor.covers(spec.effect())) {
            return timed(spec, call, work, (_, _) -> {});
        }
        var decoder = decoders.get(spec.name());
        var sent = decoder == null ? arguments : decoder.sent(arguments);
        return auditor.run(
                new CallAuditor.AuditedCall(spec.name(), spec.effect(), sent, call),
                (begin, end) -> timed(
                        spec,
                        call,
                        () -> {
                            begin.run();
                            return work.get();
                        },
                        end));
    }

    /** Sets whether calls that read are audited too, of tools and of {@link #read}; by default they are not. */
    public Runner auditReads(boolean reads) {
        auditor.auditReads(reads);
        return this;
    }

    /** Runs a method that reads, within the limits of calls, and audits it if reads are audited. */
    public <T> T read(String method, ObjectNode params, Call call, Supplier<T> work) {
        Supplier<T> guarded = () -> guarded(method, Effect.READ, call, work);
        return auditor.covers(Effect.READ)
                ? auditor.read(new CallAuditor.AuditedCall(method, Effect.READ, params, call), guarded)
                : guarded.get();
    }

    private Result timed(Spec<?, ?> spec, Call call, Supplier<Result> work, BiConsumer<String, Duration> atEnd) {
        var start = System.nanoTime();
        var outcome = "error";
        try {
            var result = work.get();
            outcome = result instanceof Result.FailureResult(var failure) ? failure.kind() : "ok";
            return result;
        } catch (Failure failure) {
            outcome = FailureMapper.outcome(failure);
            return new Result.FailureResult(failure);
        } catch (RuntimeException e) {
            outcome = FailureMapper.outcome(e);
            throw e;
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - start);
            recordCall(spec.name(), call.caller(), outcome, took);
            atEnd.accept(outcome, took);
        }
    }

    private <I extends Record, O extends Record> Result call(Tool<I, O> tool, ObjectNode params, Call call) {
        var spec = tool.spec();
        ArgumentFaults.refuseUnstorable(params);
        ObjectNode arguments = params.objectNode().setAll(params);
        var confirmed = Confirmation.remove(spec, arguments);
        @SuppressWarnings("unchecked") // the decoder was built from this tool's own input class
        var input = (I) decode(spec, arguments);
        if (tool.needsConfirmation(input)) {
            var question = guarded(
                    spec.name(), Effect.READ, call, ReadOnlyCall.within(false, () -> tool.confirmation(input, call)));
            if (!question.isEmpty()) {
                Confirmation.require(spec.effect(), question, confirmed, call.inputs());
            }
        }
        Supplier<O> work = () -> tool.call(input, call);
        return budget.fit(
                call.caller(),
                tool.isLocal(input) ? local(spec, call, work) : guarded(spec.name(), spec.effect(), call, work));
    }

    /** Runs work that neither waits nor computes for long on this thread; a missing right is explained on another. */
    private <T> T local(Spec<?, ?> spec, Call call, Supplier<T> work) {
        limiter.enter(call.caller());
        try {
            var result = work.get();
            limiter.leave(call.caller());
            return result;
        } catch (Failure.Denied | Failure.NotFound refused) {
            return entered(spec.name(), spec.effect(), call, () -> {
                throw refused;
            });
        } catch (RuntimeException | Error e) {
            limiter.leave(call.caller());
            throw e;
        }
    }

    /**
     * Runs work within the call limits, on its own thread, which counts as a call until it ends, even after the deadline.
     *
     * @throws Failure when the work fails, also for errors of the catalog
     * @throws LimitExceededException when a limit is reached
     * @throws UnauthenticatedException when the catalog refuses the caller's token
     */
    public <T> T guarded(String name, Effect effect, Call call, Supplier<T> work) {
        limiter.enter(call.caller());
        return entered(name, effect, call, work);
    }

    /** Runs work of a call that counts already, until it has ended. */
    private <T> T entered(String name, Effect effect, Call call, Supplier<T> work) {
        var task = call.start(name, () -> {
            try {
                return ReadOnlyCall.within(effect == Effect.READ, PerCallCache.within(() -> explained(call, work)))
                        .get();
            } finally {
                limiter.leave(call.caller());
            }
        });
        try {
            return running.await(task, call.deadline().remaining());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnauthenticatedException) {
                refusals.tokenRefused(call.caller());
            }
            throw FailureMapper.thrown(name, call, e.getCause());
        } catch (TimeoutException e) {
            throw FailureMapper.logged(name, call, FailureMapper.tooLate(effect, limits.deadline(), e));
        } finally {
            task.interrupt();
        }
    }

    /** Explains a missing right, unless asking the catalog about it could outlast the call. */
    private <T> T explained(Call call, Supplier<T> work) {
        try {
            return work.get();
        } catch (Failure.Denied | Failure.NotFound refused) {
            throw call.deadline().remaining().compareTo(EXPLANATION) < 0
                    ? refused
                    : refusals.explain(call.caller(), refused);
        }
    }

    /** Gives up all calls under way, each with a reply, because the process is about to end. */
    public void stop() {
        running.stop();
    }

    /** Returns the deadline of a call that starts now. */
    public Call.Deadline deadline() {
        return Call.Deadline.in(limits.deadline());
    }

    /** Counts and logs a call that was not started because the catalog had refused the caller's token. */
    public void unauthenticated(String tool, Caller caller) {
        recordCall(tool, caller, UNAUTHENTICATED, Duration.ZERO);
    }

    private void recordCall(String tool, Caller caller, String outcome, Duration took) {
        meters.toolCall(tool, outcome, took);
        RequestSpan.current().tool(tool, outcome);
        LOG.info(
                AlarmMarker.MARKER,
                "tool={} outcome={} ms={} caller={}",
                tool,
                outcome,
                took.toMillis(),
                caller.getName());
    }
}
