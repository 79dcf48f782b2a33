package com.quiltdata.mcp.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A registry that takes a GraphQL request, never answers it, and notices when its client hangs up. */
public final class SilentRegistry implements AutoCloseable {
    private final CompletableFuture<Boolean> asked = new CompletableFuture<>();
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();
    private final Listener listener = new Listener(this::hold);

    public String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    /** Done when a request is there. */
    public CompletableFuture<Boolean> asked() {
        return asked;
    }

    /** Done when the client of that request has closed its connection. */
    public CompletableFuture<Boolean> left() {
        return left;
    }

    private void hold(Socket socket) {
        try {
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
        listener.close();
    }
}
