package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request that is refused before its body is there: the client may send the rest, and still reads the answer. */
@Tag("process")
final class EarlyRefusalTest {
    private static final int PIECE = 64 * 1024;
    private static final int PIECES = 256;
    private static final String ANY_TOKEN = "Authorization: Bearer any\r\n";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.onSandbox(Map.of("QUILT_MCP_MAX_BODY_BYTES", "200000"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp, false, 401",
        "/mcp, true, 413",
        "/mcp/readonly, true, 413",
        "/mcp/x/nothing, true, 400",
        "/nothing, true, 413"
    })
    void clientReadsAnEarlyRefusalAfterSendingItsWholeBody(String path, boolean bearer, int status) throws IOException {
        try (var socket = begin(path, bearer, "Content-Length: " + PIECE * PIECES)) {
            assertThat(readTo(socket, "\r\n")).startsWith("HTTP/1.1 " + status);
            assertThatCode(() -> {
                        for (int i = 0; i < PIECES; i++) {
                            socket.getOutputStream().write(new byte[PIECE]);
                        }
                    })
                    .doesNotThrowAnyException();
            assertThat(readTo(socket, "}")).contains("error");
        }
    }

    @Test
    void connectionIsReusedAfterTheRefusedBodyWasRead() throws IOException {
        try (var socket = begin("/mcp", false, "Content-Length: " + PIECE)) {
            assertThat(readTo(socket, "}}")).startsWith("HTTP/1.1 401");
            socket.getOutputStream().write(new byte[PIECE]);
            write(socket, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            assertThat(readTo(socket, "}}")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void closesTheConnectionWhenTheBodyStopsArriving() throws IOException {
        try (var socket = begin("/mcp", false, "Content-Length: " + PIECE)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void closesTheConnectionOfAnEndlessBody() throws IOException {
        try (var socket = begin("/mcp", false, "Content-Length: " + Long.MAX_VALUE)) {
            assertThatCode(() -> {
                        while (true) {
                            socket.getOutputStream().write(new byte[PIECE]);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesAnExpectContinueRequestWithoutAskingForItsBody() throws IOException {
        try (var socket = begin("/mcp", false, "Expect: 100-continue\r\nContent-Length: " + PIECE)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 401");
        }
    }

    /** A connection on which the head of a POST has been sent. */
    private static Socket begin(String path, boolean bearer, String headers) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        write(
                socket,
                "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                        + (bearer ? ANY_TOKEN : "") + headers + "\r\n\r\n");
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What comes until a text that ends it. */
    private static String readTo(Socket socket, String end) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int one = socket.getInputStream().read();
            assertThat(one).as("the connection ended after: %s", read).isNotNegative();
            read.append((char) one);
        }
        return read.toString();
    }
}
