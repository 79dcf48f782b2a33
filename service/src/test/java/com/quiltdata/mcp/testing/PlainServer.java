package com.quiltdata.mcp.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers the first bytes of anyone, a TLS handshake too, with a line of plain HTTP. */
public final class PlainServer implements AutoCloseable {
    private final Listener listener = new Listener(PlainServer::refuse);

    /** Where it would speak TLS if it could. */
    public String url() {
        return "https://127.0.0.1:" + listener.port();
    }

    private static void refuse(Socket socket) throws IOException {
        if (socket.getInputStream().read() >= 0) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
