package com.quiltdata.mcp.logs;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Confirmation that a log line was written: an argument of the event, whose line is then never dropped. */
public final class WriteAcknowledgement {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile boolean taken;

    /** Marks the line as accepted: it will be written, then {@link #written} is called. */
    void take() {
        taken = true;
    }

    void written() {
        done.complete(null);
    }

    /** Runs the step after the line is written, or at once if none was accepted, as when its logger is off. */
    public void then(Runnable step) {
        if (taken) {
            var _ = done.thenRun(step);
        } else {
            step.run();
        }
    }

    /** Waits for the line to be written, even if interrupted. Returns false if the time runs out first. */
    public boolean await(Duration within) {
        if (!taken) {
            return true;
        }
        try {
            Uninterruptibles.getUninterruptibly(done, within);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
