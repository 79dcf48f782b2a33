package com.quiltdata.mcp.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection on which a test sends any bytes, right or wrong. Every read ends within 20 s. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    /**
     * An HTTP response.
     *
     * @param headers by lower-case name
     */
    public record Response(int status, Map<String, String> headers, String body) {}

    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Sends these characters as ISO 8859-1. */
    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads the next response; its body ends where its Content-Length says, or is empty. */
    public Response response() throws IOException {
        var lines = head().split("\r\n", -1);
        var headers = new TreeMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            var colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        var body = new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
        return new Response(Integer.parseInt(lines[0].split(" ", 3)[1]), headers, body);
    }

    private String head() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the connection ended after: " + head);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the server ends the connection. */
    public boolean ended() {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Leaves without a goodbye: the other side finds the connection reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
