package com.quiltdata.mcp.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A registry that takes a GraphQL request, never answers it, and notices when its client hangs up. */
public final class SilentRegistry implements AutoCloseable {
    private final ServerSocket server;
    private final CompletableFuture<Boolean> asked = new CompletableFuture<>();
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();

    public SilentRegistry() {
        try {
            server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Done when a request is there. */
    public CompletableFuture<Boolean> asked() {
        return asked;
    }

    /** Done when the client of that request has closed its connection. */
    public CompletableFuture<Boolean> left() {
        return left;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> hold(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void hold(Socket socket) {
        try (socket) {
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            var line = lines.readLine();
            if (line == null || !line.startsWith("POST /graphql")) {
                return;
            }
            asked.complete(true);
            while (lines.read() >= 0) {
                // The rest of the request, and then nothing until the client has had enough.
            }
            left.complete(true);
        } catch (IOException e) {
            left.complete(true);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
