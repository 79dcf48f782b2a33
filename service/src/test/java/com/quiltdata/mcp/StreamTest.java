package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Events;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.SilentRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the real server answers with a stream, and what becomes of refusals and of clients that leave. */
@Timeout(180)
@Tag("process")
final class StreamTest {
    private static final String EVENTS = "text/event-stream";
    private static final String BOTH = "application/json, text/event-stream";
    private static final String TOKEN = "\"progressToken\":\"p-1\"";
    private static final String REFUSED = "JWT token invalid or expired. Please re-authenticate.";

    private static TestServer server;
    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of("QUILT_MCP_HEARTBEAT", "1"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        sandbox.clearFaults();
    }

    /** Returns a new, accepted token for a test in which it is refused: the server remembers refusals. */
    private static String acceptedToken() {
        var token = sandbox.people(1).getFirst().token();
        server.ok(token, "bucket_list", Map.of());
        return token;
    }

    private static Events call(TestServer server, boolean modern, String tool, String meta, String... headers) {
        return call(server, sandbox.token("writer"), modern, tool, meta, headers);
    }

    private static Events call(
            TestServer server, String token, boolean modern, String tool, String meta, String... headers) {
        var all = new ArrayList<>(List.of(headers));
        var described = meta;
        if (modern) {
            all.addAll(List.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", tool));
            described = (meta.isEmpty() ? "" : meta + ",")
                    + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}";
        }
        var body =
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"_meta\":{%s}}}"
                        .formatted(tool, described);
        return new Events(server.uri("/mcp"), token, body, all.toArray(String[]::new));
    }

    private static Events buckets(String meta, String... headers) {
        return call(server, false, "bucket_list", meta, headers);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void streamsWithAProgressTokenAndEndsWithTheResponse(boolean modern) {
        try (var answer = call(server, modern, "bucket_list", TOKEN, "Accept", BOTH)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo(EVENTS);
            assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Request-Id")).isNotBlank();
            var lines = answer.rest();
            assertThat(lines).noneMatch(line -> line.startsWith("id:"));
            assertThat(lines.getLast()).startsWith("data: {\"jsonrpc\":\"2.0\",\"id\":7,\"result\":");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token | | text/event-stream",
                "token | */* | text/event-stream",
                "token | text/event-stream | text/event-stream",
                "token | application/json | application/json",
                "token | application/json, text/event-stream;q=0 | application/json",
                "none | application/json, text/event-stream | application/json",
                "none | */* | application/json",
            })
    void streamsOnlyWhenAProgressTokenIsSentAndAcceptAllowsIt(String asked, String accept, String type) {
        var headers = accept == null ? new String[0] : new String[] {"Accept", accept};
        try (var answer = buckets(asked.equals("token") ? TOKEN : "", headers)) {
            assertThat(answer.header("Content-Type")).isEqualTo(type);
            assertThat(answer.rest()).isNotEmpty();
        }
    }

    @Test
    void returnsJsonForAnUnknownToolDespiteAProgressToken() {
        try (var answer = call(server, true, "no_such_tool", TOKEN, "Accept", BOTH)) {
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.rest().toString()).contains("-32602");
        }
    }

    @Test
    void streamsAreNotCompressed() {
        try (var answer = buckets(TOKEN, "Accept", BOTH, "Accept-Encoding", "gzip")) {
            assertThat(answer.header("Content-Encoding")).isEmpty();
            assertThat(answer.data()).contains("\"id\":7");
        }
    }

    @Test
    void returns401WhenTheTokenIsRefusedBeforeTheStreamBegins() {
        var token = acceptedToken();
        sandbox.fault("{\"path\":\"/graphql\",\"status\":401,\"body\":\"{}\"}");
        try (var answer = call(server, token, false, "bucket_list", TOKEN, "Accept", BOTH)) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        }
    }

    @Test
    void endsTheStreamWithAnErrorWhenTheTokenIsRefusedLater() {
        var token = acceptedToken();
        sandbox.fault("{\"path\":\"/graphql\",\"status\":401,\"body\":\"{}\",\"delayMs\":2500}");
        try (var answer = call(server, token, false, "bucket_list", TOKEN, "Accept", BOTH)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.line()).isEqualTo(":");
            var lines = answer.rest();
            assertThat(lines.getLast()).contains("\"error\":").contains(REFUSED).contains("\"id\":7");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancelsTheRegistryRequestWhenTheClientDisconnects(boolean modern) throws Exception {
        try (var registry = new SilentRegistry();
                var behind = TestServer.start(Map.of(
                        "QUILT_CATALOG_URL",
                        registry.url(),
                        "QUILT_REGISTRY_URL",
                        registry.url(),
                        "QUILT_MCP_HEARTBEAT",
                        "1",
                        "MCP_SKIP_BANNER",
                        "true"))) {
            try (var answer = call(behind, modern, "bucket_list", TOKEN, "Accept", BOTH)) {
                assertThat(answer.line()).isEqualTo(":");
                registry.asked().get(60, TimeUnit.SECONDS);
                assertThat(registry.left()).isNotDone();
            }
            assertThat(registry.left().get(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
