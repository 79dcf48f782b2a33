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
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Filter that logs a client's disconnect during a response, once, and suppresses the exception; other write errors
 * propagate. It writes most responses at once.
 */
public final class DisconnectFilter extends HttpFilter {
    private static final Logger LOG = LoggerFactory.getLogger(DisconnectFilter.class);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new DisconnectAwareResponse(response));
    }

    static boolean caused(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(e -> e instanceof EofException
                        || e instanceof ClosedChannelException
                        || e instanceof SocketException
                        || e instanceof TimeoutException);
    }

    private interface WriteOperation {
        void run() throws IOException;
    }

    private static final class DisconnectAwareResponse extends HttpServletResponseWrapper {
        private @Nullable ServletOutputStream out;
        private boolean disconnected;

        DisconnectAwareResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (out == null) {
                out = new DisconnectAwareStream(this, super.getOutputStream());
            }
            return out;
        }

        @Override
        public void flushBuffer() throws IOException {
            writeUnlessDisconnected(super::flushBuffer);
        }

        /** Writes; an event stream gets the exception, because it must cancel its call, and logs it itself. */
        void write(WriteOperation step) throws IOException {
            if (!MediaType.SERVER_SENT_EVENTS.equals(getContentType())) {
                writeUnlessDisconnected(step);
                return;
            }
            try {
                step.run();
            } catch (IOException e) {
                disconnected |= caused(e);
                throw e;
            }
        }

        /** Writes, or does nothing if the client has disconnected. */
        void writeUnlessDisconnected(WriteOperation step) throws IOException {
            try {
                if (!disconnected) {
                    step.run();
                }
            } catch (IOException e) {
                if (!caused(e)) {
                    throw e;
                }
                disconnected = true;
                LOG.info(
                        "the client disconnected before the response was complete: {}", String.valueOf(e.getMessage()));
            }
        }
    }

    private static final class DisconnectAwareStream extends ServletOutputStream {
        /** Maximum size in bytes of an array that is written at once; Jetty splits it by the size of its buffer. */
        private static final int MAX_WRITTEN_AT_ONCE = 128 * 1024;

        private final DisconnectAwareResponse response;
        private final ServletOutputStream out;

        DisconnectAwareStream(DisconnectAwareResponse response, ServletOutputStream out) {
            this.response = response;
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            response.write(() -> out.write(b));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (isWrittenAtOnce(length) && out instanceof HttpOutput output) {
                response.write(() -> output.write(ByteBuffer.wrap(bytes, offset, length)));
            } else {
                response.write(() -> out.write(bytes, offset, length));
            }
        }

        /** Returns whether to keep Jetty from splitting an array; it collects smaller ones, such as parts of an event. */
        private boolean isWrittenAtOnce(int length) {
            return length > response.getBufferSize() && length <= MAX_WRITTEN_AT_ONCE;
        }

        @Override
        public void flush() throws IOException {
            response.write(out::flush);
        }

        @Override
        public void close() throws IOException {
            response.writeUnlessDisconnected(out::close);
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
