package com.quiltdata.mcp.audit;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.logs.WriteAcknowledgement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The audit log: one line on the logger {@code audit} for each attempted change, for each step of a sign-in that is
 * within its limits, and for each read if reads are audited.
 *
 * <p>No line is dropped. A change starts only after the lines before it are written, and its own is written before the
 * client gets the result; the line of a read is queued by then. The number of waiting lines is bounded: calls for which
 * no line could be reserved are refused and counted.
 */
public final class AuditLog {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit");
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    /** A user whom the catalog has not named. */
    private static final Caller.User UNNAMED = new Caller.User("-", "-");

    /** Maximum number of waiting lines: more than the number of threads that serve requests. */
    private static final int PLACES = 4096;

    private final Semaphore places = new Semaphore(PLACES);
    private final AtomicReference<WriteAcknowledgement> last = new AtomicReference<>(new WriteAcknowledgement());
    private final AtomicLong unwritten = new AtomicLong();

    /** What a line is about. */
    public sealed interface AuditedAction {
        String requestId();
    }

    /** A call of a tool or of a method that reads; {@code target} has its loggable arguments by name, no secrets. */
    public record ToolCall(Caller caller, String requestId, String tool, String effect, Map<String, Object> target)
            implements AuditedAction {}

    /** A step of a sign-in; {@code clientHost} is read when it ends: where the client's users are sent back to, or "-". */
    public record SignIn(String requestId, String step, Supplier<String> clientHost) implements AuditedAction {}

    /** Reserves the line of an action before it starts. {@link AuditEntry#open} returns whether it may start. */
    public AuditEntry entry(AuditedAction action) {
        var placed = places.tryAcquire();
        if (!placed) {
            unwritten.incrementAndGet();
        }
        return new AuditEntry(action, placed);
    }

    /** The audit line of one action. */
    public final class AuditEntry {
        private final AuditedAction action;
        private final boolean placed;
        private final WriteAcknowledgement receipt = new WriteAcknowledgement();

        private AuditEntry(AuditedAction action, boolean placed) {
            this.action = action;
            this.placed = placed;
        }

        /** Returns whether the call may start: waits at most {@code within} for the earlier lines to be written. */
        public boolean open(Duration within) {
            return placed && last.get().await(within);
        }

        /** Logs the line and waits until it is written; returns false if that takes longer than {@code within}. */
        public boolean close(String outcome, Duration took, Duration within) {
            if (!placed) {
                return false;
            }
            line(outcome, took);
            last.set(receipt);
            receipt.then(places::release);
            var written = receipt.await(within);
            if (written) {
                tellUnwritten();
            }
            return written;
        }

        /** Returns whether a line is reserved. */
        public boolean placed() {
            return placed;
        }

        /** Logs the line, if one is reserved, without waiting until it is written. */
        public void queue(String outcome, Duration took) {
            if (placed) {
                line(outcome, took);
                last.set(receipt);
                receipt.then(places::release);
                tellUnwritten();
            }
        }

        /** Releases the reserved line without writing it, for an action that was not carried out. */
        public void cancel() {
            if (placed) {
                places.release();
            }
        }

        private void line(String outcome, Duration took) {
            var client = ClientInfo.current();
            var line = subject(AUDIT.atInfo().addKeyValue("request", action.requestId()))
                    .addKeyValue("outcome", outcome)
                    .addKeyValue("ms", took.toMillis());
            object(line)
                    .addKeyValue("client", client.map(ClientInfo::address).orElse("-"))
                    .addKeyValue("user_agent", client.map(ClientInfo::userAgent).orElse("-"))
                    .log("AUDIT", receipt);
        }

        private LoggingEventBuilder subject(LoggingEventBuilder line) {
            return switch (action) {
                case ToolCall call -> {
                    var user = call.caller().user().orElse(UNNAMED);
                    var named = line.addKeyValue("caller", call.caller().getName())
                            .addKeyValue("user", user.name())
                            .addKeyValue("email", user.email());
                    for (var claim : call.caller().claims().entrySet()) {
                        named = named.addKeyValue("claimed_" + claim.getKey(), claim.getValue());
                    }
                    yield named.addKeyValue("tool", call.tool()).addKeyValue("effect", call.effect());
                }
                case SignIn signIn -> line.addKeyValue("step", signIn.step());
            };
        }

        private LoggingEventBuilder object(LoggingEventBuilder line) {
            return switch (action) {
                case ToolCall call -> {
                    var program = ClientInfo.current().map(ClientInfo::program).orElse(ClientInfo.Program.UNKNOWN);
                    yield line.addKeyValue("target", call.target())
                            .addKeyValue("client_name", program.name())
                            .addKeyValue("client_version", program.version());
                }
                case SignIn signIn ->
                    line.addKeyValue("client_host", signIn.clientHost().get());
            };
        }
    }

    private void tellUnwritten() {
        var count = unwritten.getAndSet(0);
        if (count > 0) {
            LOG.error(
                    "audit={} calls have no audit line: they were refused and changed nothing; the log was blocked",
                    count);
        }
    }
}
