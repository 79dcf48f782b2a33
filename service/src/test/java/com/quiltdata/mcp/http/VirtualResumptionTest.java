package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VirtualResumptionTest {
    /** Requests of a connection; all but a few complete after their handler has returned. */
    private static final int REQUESTS = 200;

    private final Server server = server();
    private final ServerConnector connector = new ServerConnector(server);
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Connector> connectors = new CopyOnWriteArrayList<>();

    /** Handler that lets another thread complete the request. */
    private final class Elsewhere extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request received, Response response, Callback callback) {
            threads.add(Thread.currentThread());
            connectors.add(
                    VirtualResumption.actual(received).getConnectionMetaData().getConnector());
            received.getContext().execute(callback::succeeded);
            return true;
        }
    }

    private static Server server() {
        var pool = new QueuedThreadPool();
        pool.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        return new Server(pool);
    }

    @BeforeEach
    void start() throws Exception {
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(new Elsewhere());
        VirtualResumption.install(connector);
        server.start();
        ask();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private void ask() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            var request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(REQUESTS - 1)
                    + "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var responses = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(responses.split("HTTP/1.1 200 OK", -1)).hasSize(REQUESTS + 1);
        }
    }

    @Test
    void readsTheNextRequestOnAVirtualThread() {
        assertThat(threads.getFirst().isVirtual()).isFalse();
        assertThat(threads).anyMatch(Thread::isVirtual);
    }

    @Test
    void showsHandlersTheConnectorThatReceivedTheRequest() {
        assertThat(connectors).hasSize(REQUESTS).containsOnly(connector);
    }
}
