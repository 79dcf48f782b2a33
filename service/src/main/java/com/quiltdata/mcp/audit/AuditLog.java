package com.quiltdata.mcp.audit;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.logs.Receipt;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What callers changed or tried to change: one line each on the logger {@code audit}, written before they are answered.
 *
 * <p>No line is dropped. Where the log is not read, those that wait are bounded, because a call is begun only once the
 * lines before it are written; the calls that could not even leave a line did nothing and are counted.
 */
public final class AuditLog {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit");
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    /** Lines that may wait: more than there are threads that serve requests. */
    private static final int PLACES = 4096;

    private final Semaphore places;
    private final AtomicReference<Receipt> last = new AtomicReference<>(new Receipt());
    private final AtomicLong unwritten = new AtomicLong();

    public AuditLog() {
        this(PLACES);
    }

    AuditLog(int places) {
        this.places = new Semaphore(places);
    }

    /**
     * A call of a tool that changes something.
     *
     * @param target what it is asked to change, by argument; nothing that is secret
     */
    public record Change(Caller caller, String requestId, String tool, String effect, Map<String, Object> target) {}

    /** The place of a call that is about to begin; without one it must not. */
    public Entry entry(Change change) {
        var placed = places.tryAcquire();
        if (!placed) {
            unwritten.incrementAndGet();
        }
        return new Entry(change, placed);
    }

    /** One call, and its line. */
    public final class Entry {
        private final Change change;
        private final boolean placed;
        private final Receipt receipt = new Receipt();

        private Entry(Change change, boolean placed) {
            this.change = change;
            this.placed = placed;
        }

        /** Whether the call may begin: that the log is written, which is waited for within this time. */
        public boolean open(Duration within) {
            return placed && last.get().await(within);
        }

        /** Hands over the line and waits until it is written; false if that is not within this time. */
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

        private void line(String outcome, Duration took) {
            var caller = change.caller();
            var client = ClientInfo.current();
            var line =
                    AUDIT.atInfo().addKeyValue("request", change.requestId()).addKeyValue("caller", caller.getName());
            for (var claim : caller.claims().entrySet()) {
                line = line.addKeyValue("claimed_" + claim.getKey(), claim.getValue());
            }
            line.addKeyValue("tool", change.tool())
                    .addKeyValue("effect", change.effect())
                    .addKeyValue("outcome", outcome)
                    .addKeyValue("ms", took.toMillis())
                    .addKeyValue("target", change.target())
                    .addKeyValue("client", client.map(ClientInfo::address).orElse("-"))
                    .addKeyValue("user_agent", client.map(ClientInfo::userAgent).orElse("-"))
                    .log("AUDIT", receipt);
        }
    }

    private void tellUnwritten() {
        var count = unwritten.getAndSet(0);
        if (count > 0) {
            LOG.error(
                    "audit={} calls left no line: they were refused and did nothing, because the log stood still",
                    count);
        }
    }
}
