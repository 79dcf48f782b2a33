package com.quiltdata.mcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.quiltdata.mcp.testing.FilterPattern;
import com.quiltdata.mcp.testing.RawHttp;
import io.dropwizard.logging.common.FileAppenderFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.request.logging.RequestLogFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a request log of another type sees, and what is written beside it. */
final class GuardedRequestLogTest {
    private static final String SECRET = "secret-5e1f0a7c";

    private final PrintStream systemOut = System.out;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Stdout stdout = new Stdout(written);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    /** A set: Jetty may log a request again whose connection ends with the server. */
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private boolean enabled = true;

    /** A request log that keeps all that it can reach. */
    private final class Curious implements RequestLogFactory<RequestLog> {
        @Override
        public boolean isEnabled() {
            return enabled;
        }

        @Override
        public RequestLog build(String name) {
            return (request, response) -> seen.add(String.join(
                    "\n",
                    request.getMethod() + " " + request.getHttpURI().asString(),
                    String.valueOf(request.getHttpURI().getQuery()),
                    text(request.getHeaders()),
                    request.asAttributeMap().toString(),
                    Request.getCookies(request).toString(),
                    Request.extractQueryParameters(request).toString(),
                    response.getStatus() + text(response.getHeaders())));
        }

        private static String text(HttpFields headers) {
            return headers.stream().map(Object::toString).toList().toString();
        }
    }

    @BeforeEach
    void build() {
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                request.setAttribute("body", SECRET);
                response.getHeaders().put("Set-Cookie", "session=" + SECRET);
                response.getHeaders().put("Location", "/?code=" + SECRET);
                response.getHeaders().put("X-Request-Id", "r-1");
                response.setStatus(Integer.parseInt(request.getHeaders().get("X-Status")));
                callback.succeeded();
                return true;
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        System.setOut(systemOut);
    }

    private void send(String request) throws Exception {
        server.setRequestLog(new GuardedRequestLog(new Curious(), stdout).build("test"));
        server.start();
        try (var connection = new RawHttp(connector.getLocalPort())) {
            connection.send(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            connection.answer();
        }
        server.stop();
        stdout.flush();
    }

    @Test
    void logsThatAFileCannotBeOpened(@TempDir Path folder) throws Exception {
        var file = new FileAppenderFactory<IAccessEvent>();
        file.setCurrentLogFilename(
                Files.createFile(folder.resolve("file")).resolve("access.log").toString());
        file.setArchive(false);
        var configured = new LogbackAccessRequestLogFactory();
        configured.setAppenders(List.of(file));
        var logger = (Logger) LoggerFactory.getLogger(GuardedRequestLog.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.addAppender(lines);
        try {
            new GuardedRequestLog(configured, stdout).build("test");
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.startsWith("An appender of the request log does not work: ")
                        && line.contains("access.log"));
    }

    private List<String> counted() throws Exception {
        var lines = written.toString(StandardCharsets.UTF_8).lines().toList();
        return FilterPattern.all().stream()
                .filter(pattern -> pattern.matchesAny(lines))
                .map(FilterPattern::metric)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /mcp;x=$S/x/$S?token=$S HTTP/1.1\nHost: h\n",
                "GET /$S HTTP/1.1\nHost: h\n",
                "GET http://user:$S@h/mcp?$S HTTP/1.1\nHost: h\n",
                "POST /mcp?$S HTTP/1.0\n",
                "OPTIONS * HTTP/1.1\nHost: h\n",
                "$S /mcp HTTP/1.1\nHost: h\n"
            })
    void showsNoSecretOfARequest(String head) throws Exception {
        send((head + """
                Authorization: Bearer $S
                User-Agent: agent $S
                Cookie: session=$S
                Referer: http://h/?$S
                X-Api-Key: $S
                Accept: text/$S
                X-Request-Id: $S
                X-Status: 200
                Connection: close

                """).replace("$S", SECRET));
        assertThat(seen).singleElement().asString().contains("agent ***").doesNotContain(SECRET);
    }

    @Test
    void writesTheLinesThatAlarmsCountBesideAnotherRequestLog() throws Exception {
        send("GET /mcp HTTP/1.1\nHost: h\nX-Status: 500\nConnection: close\n\n");
        assertThat(seen).hasSize(1);
        assertThat(counted()).containsExactly("AnswersFailed");
    }

    @Test
    void writesTheLinesThatAlarmsCountWithoutARequestLog() throws Exception {
        enabled = false;
        send("GET /mcp HTTP/1.1\nHost: h\nX-Status: 500\nConnection: close\n\n");
        assertThat(counted()).containsExactly("AnswersFailed");
    }

    @Test
    void writesNoOtherLinesBesideAnotherRequestLog() throws Exception {
        send("GET /mcp HTTP/1.1\nHost: h\nX-Status: 503\nConnection: close\n\n");
        assertThat(seen).hasSize(1);
        // Appenders of other tests may write to System.out.
        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("ACCESS");
    }

    @Test
    void survivesARequestThatIsNone() throws Exception {
        send("NONSENSE\n\n");
        assertThat(seen).hasSizeLessThan(2);
    }
}
