package com.quiltdata.mcp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** An address that answers no attempt to connect, as behind a security group that drops packets. */
public final class BlackHole implements AutoCloseable {
    private static final int MOST = 64;
    private static final int PATIENCE_MILLIS = 500;

    private final ServerSocket server;
    private final List<Socket> waiting = new ArrayList<>();

    /** Fills the queue of a listener that accepts nobody. */
    public BlackHole() {
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            while (connects()) {
                if (waiting.size() == MOST) {
                    throw new IllegalStateException("this system queues connections without end");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean connects() throws IOException {
        var socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), PATIENCE_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() {
        try (server) {
            for (var socket : waiting) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
