package com.quiltdata.mcp.http;

import jakarta.ws.rs.WebApplicationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads a request body whole, within a size, counted as inflated, and a time. */
public final class BodyReader {
    private static final int CHUNK = 16 * 1024;

    private final int maxBytes;
    private final Duration timeout;
    private final Alarm alarm;

    /**
     * A reader with these limits.
     *
     * @param alarm ends the waiting when the time is up
     */
    public BodyReader(int maxBytes, Duration timeout, Alarm alarm) {
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.alarm = alarm;
    }

    /** The body; 413 when it is longer than allowed, 408 when it does not come in time. */
    byte[] read(InputStream in, long declaredLength) {
        if (declaredLength > maxBytes) {
            throw tooLarge();
        }
        try (var waiting = alarm.in(timeout)) {
            return whole(in, waiting);
        }
    }

    private byte[] whole(InputStream in, Alarm.Set waiting) {
        try {
            return drain(in);
        } catch (IOException e) {
            throw waiting.rang()
                    ? new WebApplicationException(Errors.of(
                                    408, "The request body did not arrive within %d s.".formatted(timeout.toSeconds()))
                            .header("Connection", "close")
                            .build())
                    : new WebApplicationException(
                            Errors.of(400, "The request body broke off.").build());
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
