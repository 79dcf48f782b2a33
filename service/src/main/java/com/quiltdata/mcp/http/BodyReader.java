package com.quiltdata.mcp.http;

import jakarta.ws.rs.WebApplicationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads a request body whole, within a size, counted as inflated, and a time. */
public final class BodyReader {
    private static final int CHUNK = 16 * 1024;

    private final int maxBytes;
    private final Duration timeout;
    private final ScheduledExecutorService clock;

    /**
     * A reader with these limits.
     *
     * @param clock interrupts the reading thread when the time is up
     */
    public BodyReader(int maxBytes, Duration timeout, ScheduledExecutorService clock) {
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** The body; 413 when it is longer than allowed, 408 when it does not come in time. */
    byte[] read(InputStream in, long declaredLength) {
        if (declaredLength > maxBytes) {
            throw tooLarge();
        }
        var reading = new AtomicReference<@Nullable Thread>(Thread.currentThread());
        var alarm = clock.schedule(() -> interrupt(reading), timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return drain(in);
        } catch (IOException e) {
            throw reading.get() == null
                    ? new WebApplicationException(Errors.of(
                                    408, "The request body did not arrive within %d s.".formatted(timeout.toSeconds()))
                            .header("Connection", "close")
                            .build())
                    : new WebApplicationException(
                            Errors.of(400, "The request body broke off.").build());
        } finally {
            alarm.cancel(false);
            if (reading.getAndSet(null) == null) {
                var _ = Thread.interrupted();
            }
        }
    }

    private static void interrupt(AtomicReference<@Nullable Thread> reading) {
        var thread = reading.getAndSet(null);
        if (thread != null) {
            thread.interrupt();
        }
    }

    private byte[] drain(InputStream in) throws IOException {
        var out = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            if (out.size() + n > maxBytes) {
                throw tooLarge();
            }
            out.write(chunk, 0, n);
        }
        return out.toByteArray();
    }

    private WebApplicationException tooLarge() {
        return new WebApplicationException(
                Errors.of(413, "The request body is larger than the %,d bytes this server takes.".formatted(maxBytes))
                        .header("Connection", "close")
                        .build());
    }
}
