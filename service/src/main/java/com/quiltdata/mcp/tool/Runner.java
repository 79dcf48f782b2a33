package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.audit.AuditLog;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.Reuse;
import com.quiltdata.mcp.metrics.CountedLine;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.traces.Served;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for every tool what no tool does for itself: decodes and checks the arguments, lets the caller in, keeps the
 * deadline, bounds the answer, counts, logs, audits.
 */
public final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final String UNAUTHENTICATED = "unauthenticated";
    private static final Duration AUDIT_GRACE = Duration.ofSeconds(1);

    private final Map<String, Function<ObjectNode, ? extends Record>> decoders = new HashMap<>();
    private final Limits limits;
    private final Budget budget;
    private final CallLimiter limiter;
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
        this.limiter = new CallLimiter(limits);
        this.meters = meters;
        meters.limit(limits.concurrent());
        this.audit = new AuditLog();
        for (var tool : inventory.tools()) {
            decoders.put(tool.spec().name(), decoder(tool.spec().input(), validator));
        }
    }

    private static <I extends Record> Function<ObjectNode, ? extends Record> decoder(
            Class<I> input, Validator validator) {
        return input == RawTool.Arguments.class
                ? arguments -> new RawTool.Arguments(arguments.deepCopy())
                : new Decoder<>(input, validator)::decode;
    }

    /**
     * Runs the tool.
     *
     * @throws Needed when the client is to be asked something first
     * @throws CatalogException.Unauthenticated when the catalog refuses the caller's token: no result, but HTTP 401
     * @throws LimitExceededException when a limit turns the caller away: no result, but HTTP 429 or 503
     * @throws RuntimeException anything that nobody foresaw
     */
    public Result run(Tool<?, ?> tool, ObjectNode arguments, Call call) {
        return ended(tool, arguments, call, () -> called(tool, arguments, call));
    }

    /** Does not run the tool, for this reason, and says so to log and audit. */
    public Result refuse(Tool<?, ?> tool, ObjectNode arguments, Failure reason, Call call) {
        return ended(tool, arguments, call, () -> new Result.Failed(reason));
    }

    private Result ended(Tool<?, ?> tool, ObjectNode arguments, Call call, Supplier<Result> work) {
        return tool.spec().effect() == Effect.READ
                ? timed(tool.spec(), call, work, (_, _) -> {})
                : audited(tool.spec(), arguments, call, work);
    }

    /** Begins only while the audit log is written, and tells of no success whose line is not. */
    private Result audited(Spec<?, ?> spec, ObjectNode arguments, Call call, Supplier<Result> work) {
        var effect = spec.effect();
        var target = Target.of(arguments, call.caller());
        var entry = audit.entry(new AuditLog.Change(
                call.caller(), call.requestId(), spec.name(), effect.name().toLowerCase(Locale.ROOT), target));
        var written = new AtomicBoolean();
        var result = timed(
                spec,
                call,
                () -> {
                    if (!entry.open(call.deadline().left())) {
                        throw new Failure.Unavailable(Border.UNAUDITED, null);
                    }
                    return work.get();
                },
                (outcome, took) -> written.set(entry.close(outcome, took, audience(call))));
        return written.get() || result instanceof Result.Failed
                ? result
                : new Result.Failed(new Failure.TooLate(Border.tooLate(effect, limits.deadline()), null));
    }

    /** How long a call's line may take: as long as the call, and a little where nothing of that is left. */
    private static Duration audience(Call call) {
        var left = call.deadline().left();
        return left.compareTo(AUDIT_GRACE) > 0 ? left : AUDIT_GRACE;
    }

    private Result timed(Spec<?, ?> spec, Call call, Supplier<Result> work, BiConsumer<String, Duration> ending) {
        var start = System.nanoTime();
        var outcome = "error";
        try {
            var result = work.get();
            outcome = result instanceof Result.Failed(var failure) ? failure.kind() : "ok";
            return result;
        } catch (Failure failure) {
            outcome = failure.kind();
            return new Result.Failed(failure);
        } catch (Needed needed) {
            outcome = "asked";
            throw needed;
        } catch (LimitExceededException e) {
            outcome = "throttled";
            throw e;
        } catch (CatalogException.Unauthenticated refused) {
            outcome = UNAUTHENTICATED;
            throw refused;
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - start);
            note(spec.name(), call.caller(), outcome, took);
            ending.accept(outcome, took);
        }
    }

    private <I extends Record, O extends Record> Result called(Tool<I, O> tool, ObjectNode given, Call call) {
        var spec = tool.spec();
        ArgumentFaults.refuseBadText(given);
        ObjectNode arguments = given.objectNode().setAll(given);
        var confirmed = Confirmation.taken(spec, arguments);
        @SuppressWarnings("unchecked") // the decoder was built from this tool's own input class
        var input = (I) Objects.requireNonNull(decoders.get(spec.name())).apply(arguments);
        if (spec.effect() == Effect.DESTROY) {
            var question = guarded(spec.name(), Effect.READ, call, () -> tool.confirmation(input, call));
            Confirmation.require(question, confirmed, call.answers());
        }
        return switch (guarded(spec.name(), spec.effect(), call, () -> tool.call(input, call))) {
            case RawResult raw -> budget.fit(raw);
            case Record output -> budget.fit(output);
        };
    }

    /**
     * Does some work for a caller within the limits, on a thread of its own, which keeps its place until it really ends.
     *
     * @throws Failure also for what the catalog reported
     * @throws LimitExceededException when a limit turns the caller away
     * @throws CatalogException.Unauthenticated when the catalog refuses the caller's token
     */
    public <T> T guarded(String name, Effect effect, Call call, Supplier<T> work) {
        enter(call.caller());
        var answer = new CompletableFuture<T>();
        var thread = Thread.ofVirtual().name(name).start(call.within(() -> {
            var end = end(answer, work);
            limiter.leave(call.caller());
            meters.left();
            end.run();
        }));
        try {
            return answer.get(Math.max(1, call.deadline().left().toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CatalogException.Unauthenticated) {
                refused.accept(call.caller());
            }
            throw Trouble.told(name, call, Border.cross(e.getCause()));
        } catch (TimeoutException e) {
            throw Trouble.told(name, call, new Failure.TooLate(Border.tooLate(effect, limits.deadline()), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.TooLate("The call was given up because the client left or the server is stopping.", e);
        } finally {
            thread.interrupt();
        }
    }

    private void enter(Caller caller) {
        try {
            limiter.enter(caller);
        } catch (LimitExceededException e) {
            meters.refused(e.limit().reason());
            throw e;
        }
        meters.entered();
    }

    /** Does the work now; what is returned tells the one who waits for it. */
    private static <T> Runnable end(CompletableFuture<T> answer, Supplier<T> work) {
        try {
            var value = Reuse.within(work).get();
            return () -> answer.complete(value);
        } catch (RuntimeException | Error thrown) {
            return () -> answer.completeExceptionally(thrown);
        }
    }

    /** When a call that starts now is due. */
    public Call.Deadline deadline() {
        return Call.Deadline.in(limits.deadline());
    }

    /** Counts and logs a call that did not begin because the catalog has refused the caller's token. */
    public void unauthenticated(String tool, Caller caller) {
        note(tool, caller, UNAUTHENTICATED, Duration.ZERO);
    }

    private void note(String tool, Caller caller, String outcome, Duration took) {
        meters.toolCall(tool, outcome, took);
        Served.current().tool(tool, outcome);
        LOG.info(
                CountedLine.MARKER,
                "tool={} outcome={} ms={} caller={}",
                tool,
                outcome,
                took.toMillis(),
                caller.getName());
    }
}
