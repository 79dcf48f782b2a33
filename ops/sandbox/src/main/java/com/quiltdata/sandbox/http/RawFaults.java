package com.quiltdata.sandbox.http;

import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;

/** Faults below HTTP, which the server's own response cannot produce: response heads of any size, and resets. */
final class RawFaults {
    private static final byte[] STATUS_LINE = ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
    private static final byte[] NAME = ascii("X-Filler: ");
    private static final byte[] LETTERS = ascii("x".repeat(64 << 10));
    private static final byte[] LINES = ascii("X-Filler: filler\r\n".repeat(3600));

    private RawFaults() {}

    /** Closes the connection so that the peer sees a reset. */
    static boolean reset(Request request, Callback callback) throws Exception {
        EndPoint endPoint = endPoint(request);
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        return close(endPoint, callback);
    }

    /** Sends one header line of this many bytes and closes the connection before the line ends. */
    static boolean headerLine(Request request, long bytes, Callback callback) throws Exception {
        EndPoint endPoint = endPoint(request);
        write(endPoint, STATUS_LINE);
        write(endPoint, NAME);
        repeat(endPoint, LETTERS, bytes);
        return close(endPoint, callback);
    }

    /** Sends this many bytes of short header lines and closes the connection before the head ends. */
    static boolean headers(Request request, long bytes, Callback callback) throws Exception {
        EndPoint endPoint = endPoint(request);
        write(endPoint, STATUS_LINE);
        repeat(endPoint, LINES, bytes);
        return close(endPoint, callback);
    }

    private static void repeat(EndPoint endPoint, byte[] part, long bytes) throws Exception {
        for (long sent = 0; sent < bytes; sent += part.length) {
            write(endPoint, part);
        }
    }

    private static void write(EndPoint endPoint, byte[] bytes) throws Exception {
        try (Blocker.Callback blocker = Blocker.callback()) {
            endPoint.write(blocker, ByteBuffer.wrap(bytes));
            blocker.block();
        }
    }

    private static EndPoint endPoint(Request request) {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    private static boolean close(EndPoint endPoint, Callback callback) {
        endPoint.close();
        callback.failed(new EofException("closed below HTTP"));
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
