package com.quiltdata.mcp.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A server that answers the first request of each connection, and on the second one breaks the connection off. */
public final class KeptConnections implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Listener listener = new Listener(this::serve);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String answer;
    private final String remains;

    /**
     * A server that is listening.
     *
     * @param answer to each first request: head and body, or a JSON object, which gets a head
     * @param remains what is sent in answer to a second request before the connection is closed
     */
    public KeptConnections(String answer, String remains) {
        this.answer = answer.startsWith("HTTP/")
                ? answer
                : "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + answer.length()
                        + END_OF_HEAD + answer;
        this.remains = remains;
    }

    public String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    /** The first line of each request, of all connections. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        var out = socket.getOutputStream();
        if (received(in)) {
            out.write(answer.getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (received(in)) {
                out.write(remains.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    private boolean received(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD) < 0) {
            var next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        var length = LENGTH.matcher(head);
        in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        requests.add(head.substring(0, head.indexOf("\r\n")));
        return true;
    }

    @Override
    public void close() {
        listener.close();
    }
}
