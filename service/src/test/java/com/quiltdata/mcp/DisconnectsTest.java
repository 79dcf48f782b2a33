package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.quiltdata.mcp.testing.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Clients that leave before they are answered. */
@Timeout(60)
@Tag("process")
final class DisconnectsTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final String REQUEST = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + PING.length() + "\r\n\r\n" + PING;
    private static final String TOLD = "the client disconnected before the response was complete";
    private static final int CLIENTS = 40;
    private static final int REQUESTS = 20;

    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            lines.add(line);
        }
    };
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.onSandbox(Map.of());
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        appender.start();
        root.addAppender(appender);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(appender);
        server.close();
    }

    @Test
    void areLoggedAtInfoWithoutStackTraces() throws IOException {
        while (lines.stream().noneMatch(line -> line.getFormattedMessage().startsWith(TOLD))) {
            leave();
        }
        server.close(); // when it has stopped, all lines are there
        // The stop may break off a health check.
        assertThat(lines)
                .filteredOn(line -> !line.getLoggerName().startsWith("io.dropwizard.health"))
                .noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
        assertThat(lines)
                .filteredOn(line -> line.getFormattedMessage().startsWith(TOLD))
                .allMatch(line -> line.getLevel() == Level.INFO && line.getThrowableProxy() == null)
                .isNotEmpty();
    }

    private void leave() throws IOException {
        var clients = new ArrayList<RawClient>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new RawClient(server.port()));
        }
        for (var client : clients) {
            client.send(REQUEST.repeat(REQUESTS)).reset();
        }
    }
}
