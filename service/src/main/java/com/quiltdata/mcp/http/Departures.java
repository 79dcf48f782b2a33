package com.quiltdata.mcp.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Filter that takes a client's departure while it is answered for the end of that answer: one line of the log, and nothing
 * for those who write it, who would each report it as a fault. Other faults of writing pass.
 */
public final class Departures extends HttpFilter {
    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new Watched(response));
    }

    /** Whether the connection to the client is what failed. */
    static boolean caused(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(e -> e instanceof EofException
                        || e instanceof ClosedChannelException
                        || e instanceof SocketException
                        || e instanceof TimeoutException);
    }

    /** A part of writing an answer. */
    private interface Step {
        void run() throws IOException;
    }

    private static final class Watched extends HttpServletResponseWrapper {
        private @Nullable ServletOutputStream out;
        private boolean left;

        Watched(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (out == null) {
                out = new Output(this, super.getOutputStream());
            }
            return out;
        }

        @Override
        public void flushBuffer() throws IOException {
            end(super::flushBuffer);
        }

        /** Writes; a stream, whose call goes on meanwhile, has to know of the departure, and tells of it itself. */
        void write(Step step) throws IOException {
            if (!MediaType.SERVER_SENT_EVENTS.equals(getContentType())) {
                end(step);
                return;
            }
            try {
                step.run();
            } catch (IOException e) {
                left |= caused(e);
                throw e;
            }
        }

        /** Writes what nobody waits for. */
        void end(Step step) throws IOException {
            try {
                if (!left) {
                    step.run();
                }
            } catch (IOException e) {
                if (!caused(e)) {
                    throw e;
                }
                left = true;
                LOG.info("the client left before it was answered: {}", String.valueOf(e.getMessage()));
            }
        }
    }

    private static final class Output extends ServletOutputStream {
        private final Watched response;
        private final ServletOutputStream out;

        Output(Watched response, ServletOutputStream out) {
            this.response = response;
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            response.write(() -> out.write(b));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            response.write(() -> out.write(bytes, offset, length));
        }

        @Override
        public void flush() throws IOException {
            response.write(out::flush);
        }

        @Override
        public void close() throws IOException {
            response.end(out::close);
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
