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
 * Filter that flushes a response which was sent before the whole request was read, then discards the rest of the body,
 * up to a size and a time. Without this the connection is reset while the client still sends, and the response is lost
 * (RFC 9112 §9.6).
 */
public final class LingeringClose extends HttpFilter {
    private static final int CHUNK = 64 * 1024;
    private static final long MAX_BYTES = 32L * 1024 * 1024;
    private static final Duration MAX_TIME = Duration.ofSeconds(5);

    private final transient BodyTimeout timeout;

    /** Creates the filter, which must run before everything that may respond. */
    public LingeringClose(BodyTimeout timeout) {
        this.timeout = timeout;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        // Not after a timeout, and not for a client that waits for "100 Continue" before it sends the body.
        if (ArrivingRequest.incomplete(request.getAttribute(ArrivingRequest.ATTRIBUTE))
                && !request.isAsyncStarted()
                && response.getStatus() != HttpServletResponse.SC_REQUEST_TIMEOUT
                && request.getHeader("Expect") == null) {
            response.flushBuffer();
            discard(request.getInputStream());
        }
    }

    private void discard(InputStream in) {
        try (var _ = timeout.in(MAX_TIME)) {
            var chunk = new byte[CHUNK];
            long remaining = MAX_BYTES;
            for (int n = in.read(chunk); n >= 0 && remaining > 0; n = in.read(chunk)) {
                remaining -= n;
            }
        } catch (IOException e) {
            // The client has disconnected or its time is up; there is nobody to respond to.
        }
    }
}
