package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The audit lines of what a client does at the real server. */
@Tag("process")
final class AuditWireTest {
    private static final String INITIALIZE = """
            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion":
             "2025-11-25", "capabilities": {}, "clientInfo": {"name": "desktop", "version": "1.2"}}}""";

    @Test
    void namesUserClientAndRequestOfAChange() {
        assertThat(lines(Map.of(), "reader", List.of(INITIALIZE, """
                {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "bucket_objects_put",
                 "arguments": {"bucket": "quilt-example", "items": [{"key": "k", "text": "t"}]}}}""")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsAllEntriesOf(CLIENT)
                        .containsEntry("tool", "bucket_objects_put")
                        .containsEntry("outcome", "denied"));
    }

    @Test
    void namesUserClientAndRequestOfReadsIfTheyAreAudited() {
        var reads = List.of(INITIALIZE, """
                {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "bucket_object_text",
                 "arguments": {"s3_uri": "s3://quilt-example/README.md"}}}""", """
                {"jsonrpc": "2.0", "id": 3, "method": "resources/read", "params":
                 {"uri": "quilt-platform://buckets"}}""");
        assertThat(lines(Map.of(), "reader", reads)).isEmpty();
        var lines = lines(Map.of("QUILT_MCP_AUDIT_READS", "true"), "reader", reads);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line)
                        .containsAllEntriesOf(CLIENT)
                        .containsEntry("effect", "read")
                        .containsEntry("outcome", "ok"))
                .extracting(line -> line.get("tool") + " " + line.get("target"))
                .containsExactly(
                        "bucket_object_text {s3_uri=s3://quilt-example/README.md}",
                        "resources/read {uri=quilt-platform://buckets}");
    }

    @Test
    void namesAResourceThatIsNotThereAndNothingElseOfItsRequest() {
        assertThat(lines(Map.of("QUILT_MCP_AUDIT_READS", "true"), "reader", List.of("""
                {"jsonrpc": "2.0", "id": 2, "method": "resources/read", "params":
                 {"uri": "quilt-platform://nothing", "buckets": ["x"], "path": "y", "query": "z"}}""")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("outcome", "not_found")
                        .containsEntry("target", Map.of("uri", "quilt-platform://nothing")));
    }

    private static final Map<String, Object> CLIENT = Map.of(
            "user", "reader",
            "email", "reader@example.com",
            "client_name", "desktop",
            "client_version", "1.2",
            "client", "127.0.0.1",
            "request", "audited-1");

    /** The fields of the audit lines that a user's requests leave at a server with these variables. */
    private static List<Map<String, Object>> lines(Map<String, String> variables, String user, List<String> bodies) {
        var logger = (Logger) LoggerFactory.getLogger("audit");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        try (var server = TestServer.onSandbox(variables)) {
            logger.addAppender(lines);
            for (var body : bodies) {
                server.send(server.mcp(SandboxProcess.shared().token(user))
                        .header("X-Request-Id", "audited-1")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
            }
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list.stream()
                .map(line -> line.getKeyValuePairs().stream()
                        .collect(Collectors.toUnmodifiableMap(pair -> pair.key, pair -> pair.value)))
                .toList();
    }
}
