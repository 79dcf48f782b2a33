package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP/1.1 connection to a port of loopback, on which any bytes can be sent. */
public final class RawHttp implements AutoCloseable {
    private static final int SHOWN = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Socket socket;
    private final InputStream in;

    /**
     * An answer.
     *
     * @param status 0 where the connection ended without one
     * @param headers by name in lower case
     */
    public record Answer(int status, Map<String, String> headers, String body) {
        static final Answer NONE = new Answer(0, Map.of(), "");

        /** Whether this is a JSON-RPC result that is no tool error. */
        public boolean good() {
            return status == 200
                    && json().has("result")
                    && !json().path("result").path("isError").asBoolean();
        }

        /** The answer, its body cut, for messages of tests. */
        @Override
        public String toString() {
            return status + " " + headers + " " + body.substring(0, Math.min(SHOWN, body.length()));
        }

        /** The body as JSON; missing where it is none. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                return JSON.missingNode();
            }
        }
    }

    /** Connects. */
    public RawHttp(int port) {
        socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) ChildProcess.PATIENCE_SECONDS * 1000);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) ChildProcess.PATIENCE_SECONDS * 1000);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The head of a POST to {@code /mcp}; further headers are lines that each end in CRLF. */
    public static byte[] head(String token, String headers) {
        return bytes("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nAccept: application/json\r\n" + headers + "\r\n");
    }

    /** A whole POST to {@code /mcp}. */
    public static byte[] request(String token, String headers, byte[] body) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(head(token, headers + "Content-Length: " + body.length + "\r\n"));
        all.writeBytes(body);
        return all.toByteArray();
    }

    public static byte[] request(String token, String headers, String body) {
        return request(token, headers, bytes(body));
    }

    /** The body of a tools/call. */
    public static String call(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(tool, arguments);
    }

    /** Text as the bytes of UTF-8. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Sends all of it, or as much as the server takes before it answers and closes. */
    public RawHttp send(byte[]... parts) {
        try {
            for (var part : parts) {
                socket.getOutputStream().write(part);
            }
        } catch (IOException e) {
            // The answer tells why.
        }
        return this;
    }

    /** The next answer, or one of status 0 where the connection ends before. A silent server fails the test. */
    public Answer answer() {
        try {
            var first = line();
            var headers = new TreeMap<String, String>();
            for (var line = line(); !line.isEmpty(); line = line()) {
                var pair = line.split(":", 2);
                headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
            }
            var body = new String(body(headers), StandardCharsets.UTF_8);
            return new Answer(Integer.parseInt(first.split(" ", 3)[1]), headers, body);
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException("no answer", e);
        } catch (IOException e) {
            return Answer.NONE;
        }
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        var length = headers.get("content-length");
        if (length != null) {
            return in.readNBytes(Integer.parseInt(length));
        }
        if (!headers.getOrDefault("transfer-encoding", "").contains("chunked")) {
            return in.readAllBytes();
        }
        var body = new ByteArrayOutputStream();
        for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new EOFException();
            }
            line.append((char) one);
        }
        return line.toString().stripTrailing();
    }

    /** Ends the connection as a client that is gone: by a reset. */
    public void vanish() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
