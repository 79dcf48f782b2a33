package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The audit line of a change that a client makes at the real server. */
@Tag("process")
final class AuditWireTest {
    @Test
    void namesUserClientAndRequestOfAChange() {
        var logger = (Logger) LoggerFactory.getLogger("audit");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        try (var server = TestServer.onSandbox(Map.of())) {
            logger.setLevel(Level.INFO);
            logger.addAppender(lines);
            for (var body : List.of("""
                            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion":
                             "2025-11-25", "capabilities": {}, "clientInfo": {"name": "desktop", "version": "1.2"}}}""", """
                            {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "bucket_objects_put",
                             "arguments": {"bucket": "quilt-example", "items": [{"key": "k", "text": "t"}]}}}""")) {
                server.send(server.mcp(SandboxProcess.shared().token("reader"))
                        .header("X-Request-Id", "audited-1")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
            }
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.getFirst().getKeyValuePairs().stream()
                        .collect(Collectors.toUnmodifiableMap(pair -> pair.key, pair -> pair.value)))
                .containsEntry("user", "reader")
                .containsEntry("email", "reader@example.com")
                .containsEntry("client_name", "desktop")
                .containsEntry("client_version", "1.2")
                .containsEntry("client", "127.0.0.1")
                .containsEntry("request", "audited-1")
                .containsEntry("tool", "bucket_objects_put")
                .containsEntry("outcome", "denied");
    }
}
