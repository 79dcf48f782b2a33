package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In how many parts responses are written. */
@Timeout(60)
final class DisconnectFilterTest {
    private final Server server = new Server();
    private final LocalConnector connector = new LocalConnector(server);
    private final AtomicInteger writes = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        var context = new ServletContextHandler();
        context.addFilter(new DisconnectFilter(), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new SizedServlet(), "/*");
        server.setHandler(new CountingHandler(context));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    /** Writes parts of the sizes in its query. */
    private static final class SizedServlet extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var sizes = sizes(request.getQueryString()).toArray();
            response.setContentLength(IntStream.of(sizes).sum());
            for (var size : sizes) {
                response.getOutputStream().write(new byte[size]);
            }
        }
    }

    private static IntStream sizes(String query) {
        return Stream.of(query.split("-", -1)).mapToInt(Integer::parseInt);
    }

    private final class CountingHandler extends Handler.Wrapper {
        CountingHandler(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            return super.handle(request, counting(request, response), callback);
        }

        private Response counting(Request request, Response response) {
            return new Response.Wrapper(request, response) {
                @Override
                public void write(boolean last, ByteBuffer content, Callback callback) {
                    writes.incrementAndGet();
                    super.write(last, content, callback);
                }
            };
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "6-1000-2, 1", "32768, 1", "32769, 1", "131072, 1", "131073, 5"})
    void writesMostResponsesAtOnceAndLargeOnesInParts(String sizes, int parts) throws Exception {
        var request = "GET /?%s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(sizes);
        var response = StandardCharsets.ISO_8859_1
                .decode(connector.getResponse(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII))))
                .toString();
        assertThat(response.substring(response.indexOf("\r\n\r\n") + 4))
                .hasSize(sizes(sizes).sum());
        assertThat(writes).hasValue(parts);
    }
}
