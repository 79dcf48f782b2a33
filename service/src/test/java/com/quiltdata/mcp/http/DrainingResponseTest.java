package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With which idle timeout responses are written. */
@Timeout(60)
final class DrainingResponseTest {
    private static final long IDLE_MILLIS = 120_000;
    private static final long STOPPING_MILLIS = 1_000;

    private final Server server = new Server();
    private final LocalConnector connector = new LocalConnector(server);
    private final List<Long> duringWrite = new CopyOnWriteArrayList<>();
    private final AtomicReference<EndPoint> connection = new AtomicReference<>();
    private long shortened;

    @BeforeEach
    void start() throws Exception {
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                respond(request, response, callback);
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private void respond(Request request, Response response, Callback callback) {
        var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        if (shortened > 0) {
            // What Jetty's connectors do with all connections when the server stops.
            endPoint.setIdleTimeout(shortened);
        }
        connection.set(endPoint);
        Content.Sink.write(
                new DrainingResponse(request, recording(request, response, endPoint)), true, "served", callback);
    }

    private Response recording(Request request, Response response, EndPoint endPoint) {
        return new Response.Wrapper(request, response) {
            @Override
            public void write(boolean last, ByteBuffer content, Callback callback) {
                duringWrite.add(endPoint.getIdleTimeout());
                super.write(last, content, callback);
            }
        };
    }

    private String get() throws Exception {
        var request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        return StandardCharsets.US_ASCII
                .decode(connector.getResponse(ByteBuffer.wrap(request)))
                .toString();
    }

    @Test
    void writesWithTheConnectorsIdleTimeoutWhileTheServerStops() throws Exception {
        shortened = STOPPING_MILLIS;
        assertThat(get()).endsWith("served");
        assertThat(duringWrite).containsExactly(IDLE_MILLIS);
        // So that the connection does not delay the stop.
        while (connection.get().getIdleTimeout() != STOPPING_MILLIS) {
            Thread.onSpinWait();
        }
    }

    @Test
    void leavesTheIdleTimeoutAloneWhileTheServerRuns() throws Exception {
        assertThat(get()).endsWith("served");
        assertThat(duringWrite).containsExactly(IDLE_MILLIS);
        assertThat(connection.get().getIdleTimeout()).isEqualTo(IDLE_MILLIS);
    }
}
