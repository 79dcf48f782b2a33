package com.quiltdata.mcp.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Adds the bearer that the suite cannot send, and nothing else: Host, Origin and every byte after the head pass through
 * as they come. One request a connection; when either side hangs up, so does the other.
 */
public final class BearerProxy implements AutoCloseable {
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final String END = "\r\n\r\n";

    private final ServerSocket listener;
    private final int port;
    private final String added;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private BearerProxy(ServerSocket listener, int port, String token) {
        this.listener = listener;
        this.port = port;
        this.added = "\r\nAuthorization: Bearer " + token + "\r\nConnection: close" + END;
    }

    /** A proxy on a free port of loopback before the server on this port of loopback. */
    public static BearerProxy before(int port, String token) {
        try {
            var proxy = new BearerProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), port, token);
            Thread.ofVirtual().name("bearer-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: there is nothing more to accept.
        }
    }

    private void serve(Socket client) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            open.add(client);
            open.add(server);
            var head = head(client.getInputStream());
            var out = server.getOutputStream();
            out.write(
                    (head.replaceFirst("(?i)\r\nconnection:[^\r]*", "") + added).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            Thread.ofVirtual().start(() -> pump(client, server));
            pass(server.getInputStream(), client.getOutputStream());
        } catch (IOException e) {
            // Either side hung up, and both sockets are closed by now.
        } finally {
            open.remove(client);
        }
    }

    /** The rest of the request; at its end the server is told, by closing, that the client is gone. */
    private void pump(Socket client, Socket server) {
        try (server) {
            pass(client.getInputStream(), server.getOutputStream());
        } catch (IOException e) {
            // As above.
        } finally {
            open.remove(server);
        }
    }

    private static void pass(InputStream in, OutputStream out) throws IOException {
        var buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    /** The request line and the headers, without the empty line that ends them. */
    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && bytes.size() < LONGEST_HEAD; b = in.read()) {
            bytes.write(b);
            if (b == '\n' && bytes.toString(StandardCharsets.ISO_8859_1).endsWith(END)) {
                var head = bytes.toString(StandardCharsets.ISO_8859_1);
                return head.substring(0, head.length() - END.length());
            }
        }
        throw new IOException("no head");
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
