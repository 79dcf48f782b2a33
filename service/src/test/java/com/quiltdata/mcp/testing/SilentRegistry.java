package com.quiltdata.mcp.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * A registry that accepts every token, takes a GraphQL request besides, never answers it, and notices when its client
 * hangs up.
 */
public final class SilentRegistry implements AutoCloseable {
    private static final String SOMEBODY = "{\"data\":{\"me\":{\"name\":\"ada\"}}}";

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
            if (body(lines).contains("query Session")) {
                var answer = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                                + "Connection: close\r\n\r\n%s")
                        .formatted(SOMEBODY.length(), SOMEBODY);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
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

    private static String body(BufferedReader lines) throws IOException {
        var length = 0;
        for (var line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        var body = new char[length];
        var read = lines.read(body);
        return new String(body, 0, Math.max(0, read));
    }

    @Override
    public void close() {
        listener.close();
    }
}
