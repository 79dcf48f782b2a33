package com.quiltdata.mcp.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * After an answer that did not wait for the whole request, sends that answer and throws away the rest of the body, within
 * a size and a time. Without this the connection is reset under a client that is still sending, and the answer is lost
 * (RFC 9112 §9.6).
 */
public final class LingeringClose extends HttpFilter {
    private static final int CHUNK = 64 * 1024;
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final transient Alarm alarm;

    /**
     * Before everything that may answer.
     *
     * @param alarm ends the waiting for a body that does not come
     */
    public LingeringClose(Alarm alarm) {
        this.alarm = alarm;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        // One that has been waited for long enough is not waited for again, and one that asked first is told no.
        if (!request.isAsyncStarted()
                && response.getStatus() != HttpServletResponse.SC_REQUEST_TIMEOUT
                && request.getHeader("Expect") == null) {
            response.flushBuffer();
            discard(request.getInputStream());
        }
    }

    private void discard(InputStream in) {
        try (var _ = alarm.in(LONGEST)) {
            var chunk = new byte[CHUNK];
            long left = MOST_BYTES;
            for (int n = in.read(chunk); n >= 0 && left > 0; n = in.read(chunk)) {
                left -= n;
            }
        } catch (IOException e) {
            // The client has left, or its time is up: there is nobody to tell.
        }
    }
}
