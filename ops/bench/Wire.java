package bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP/1.1 connection to a server on this machine, on which any bytes can be sent. */
public final class Wire implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    /** A complete response; its header names are in lower case. */
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        /** Returns the body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Returns whether this is a JSON-RPC result and not a tool error. */
        public boolean good() {
            var text = text();
            return status == 200 && text.contains("\"result\"") && !text.contains("\"isError\":true");
        }
    }

    /**
     * Connects.
     *
     * @param millis the maximum time to wait for a response
     */
    public Wire(String server, int millis) throws IOException {
        var uri = URI.create(server);
        if (!uri.getHost().equals("127.0.0.1")) {
            throw new IllegalArgumentException("Only a server on this machine may be put under load, not " + server);
        }
        socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.max(1, millis));
            in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Returns a complete request to {@code /mcp}; a header block is any number of lines that each end in CRLF. */
    public static byte[] request(String token, String headers, byte[] body) {
        return concat(head(token, headers + "Content-Length: " + body.length + "\r\n"), body);
    }

    public static byte[] request(String token, String headers, String body) {
        return request(token, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the head of a request to {@code /mcp} with these headers and without a Content-Length. */
    public static byte[] head(String token, String headers) {
        return ("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n"
                + "Content-Type: application/json\r\nAccept: application/json\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the body of a tools/call. */
    public static String call(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(tool, arguments);
    }

    /** Sends the request and returns its response. */
    public Answer ask(byte[] request) throws IOException {
        send(request);
        return answer();
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Returns the next response. */
    public Answer answer() throws IOException {
        var first = line();
        while (first.startsWith("HTTP/1.1 100")) {
            line();
            first = line();
        }
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var pair = line.split(":", 2);
            headers.put(pair[0].toLowerCase(Locale.ROOT), pair.length > 1 ? pair[1].strip() : "");
        }
        return new Answer(Integer.parseInt(first.split(" ", 3)[1]), headers, body(headers));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return exactly(Integer.parseInt(headers.get("content-length")));
        }
        if (headers.getOrDefault("transfer-encoding", "").contains("chunked")) {
            return chunks();
        }
        return in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] exactly(int size) throws IOException {
        var bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("closed in the middle of a body");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new EOFException("closed");
            }
            line.append((char) one);
        }
        return line.toString().stripTrailing();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var all = new ByteArrayOutputStream(first.length + second.length);
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
