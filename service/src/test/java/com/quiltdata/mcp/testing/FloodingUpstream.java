package com.quiltdata.mcp.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** An upstream whose answers have a part that does not end before 256 MiB. */
public final class FloodingUpstream implements AutoCloseable {
    private static final long MOST = 256L << 20;
    private static final int BLANK_LINE = 0x0d0a0d0a;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    /** Which part does not end: what comes before it, and what it is made of. */
    public enum Part {
        STATUS("HTTP/1.1 200 ", "x"),
        HEADER(OK + "X-Long: ", "x"),
        HEADERS(OK, "X-Header: value\r\n"),
        CHUNK_EXTENSION(CHUNKED + "1;extension=", "x"),
        TRAILERS(CHUNKED + "2\r\n{}\r\n0\r\n", "X-Trailer: value\r\n"),
        BODY(OK + "\r\n[", "[],"),
        ERROR("HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n<Error>", "<Code>x</Code>");

        private final String before;
        private final String piece;

        Part(String before, String piece) {
            this.before = before;
            this.piece = piece;
        }
    }

    private final Part part;
    private final AtomicLong sent = new AtomicLong();
    private final Listener listener = new Listener(this::serve);

    public FloodingUpstream(Part part) {
        this.part = part;
    }

    public String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    /** How many bytes the client, or the sockets between, took. */
    public long sent() {
        return sent.get();
    }

    private void serve(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        for (int last = 0; last != BLANK_LINE; ) {
            var next = in.read();
            if (next < 0) {
                return;
            }
            last = last << 8 | next;
        }
        var out = socket.getOutputStream();
        out.write(part.before.getBytes(StandardCharsets.US_ASCII));
        var block = part.piece.repeat(1 << 12).getBytes(StandardCharsets.US_ASCII);
        while (sent.addAndGet(block.length) < MOST) {
            out.write(block);
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
