package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.audit.AuditLog;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Auditor of calls that change something and, if reads are audited, of calls that read. */
final class CallAuditor {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final AuditLog audit;
    private final Duration deadline;
    private volatile boolean reads;

    CallAuditor(AuditLog audit, Duration deadline) {
        this.audit = audit;
        this.deadline = deadline;
    }

    /** A call with its arguments as they were sent; {@code name} is the tool's or the method's. */
    record AuditedCall(String name, Effect effect, ObjectNode arguments, Call call) {
        private AuditLog.ToolCall line() {
            var target = effect == Effect.READ
                    ? AuditTarget.ofRead(arguments, call.caller())
                    : AuditTarget.of(arguments, call.caller());
            return new AuditLog.ToolCall(
                    call.caller(), call.requestId(), name, effect.name().toLowerCase(Locale.ROOT), target);
        }

        /** Returns the time limit for writing the line: the rest of the call's time, but at least one second. */
        private Duration timeout() {
            var remaining = call.deadline().remaining();
            return remaining.compareTo(GRACE) > 0 ? remaining : GRACE;
        }
    }

    /** Work that has an audit line. */
    interface AuditedWork {
        /**
         * Does the work.
         *
         * @param begin to be called first; throws if the work may not begin
         * @param end to be called last, with the outcome and the duration
         */
        Result run(Runnable begin, BiConsumer<String, Duration> end);
    }

    void auditReads(boolean audited) {
        reads = audited;
    }

    /** Returns whether calls with this effect are audited. */
    boolean covers(Effect effect) {
        return reads || effect != Effect.READ;
    }

    /** Runs a call and returns its result, with its audit line. */
    Result run(AuditedCall audited, AuditedWork work) {
        var entry = audit.entry(audited.line());
        return audited.effect() == Effect.READ
                ? work.run(() -> beginRead(entry), entry::queue)
                : change(audited, entry, work);
    }

    /** Starts the call only while the audit log can be written; reports success only after its line is written. */
    private Result change(AuditedCall audited, AuditLog.AuditEntry entry, AuditedWork work) {
        var written = new AtomicBoolean();
        var result = work.run(
                () -> {
                    if (!entry.open(audited.call().deadline().remaining())) {
                        throw FailureMapper.unaudited(audited.effect());
                    }
                },
                (outcome, took) -> written.set(entry.close(outcome, took, audited.timeout())));
        return written.get() || result instanceof Result.FailureResult
                ? result
                : new Result.FailureResult(FailureMapper.tooLate(audited.effect(), deadline, null));
    }

    /** Runs a method that reads, with its audit line. */
    <T> T read(AuditedCall audited, Supplier<T> work) {
        var entry = audit.entry(audited.line());
        var start = System.nanoTime();
        var outcome = "error";
        try {
            beginRead(entry);
            var read = work.get();
            outcome = "ok";
            return read;
        } catch (RuntimeException e) {
            outcome = FailureMapper.outcome(e);
            throw e;
        } finally {
            entry.queue(outcome, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** Lets a read begin if there is room for its line; it does not wait for the line to be written. */
    private static void beginRead(AuditLog.AuditEntry entry) {
        if (!entry.placed()) {
            throw FailureMapper.unaudited(Effect.READ);
        }
    }
}
