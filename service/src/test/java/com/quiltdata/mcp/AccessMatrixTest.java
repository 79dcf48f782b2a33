package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.Generated;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Tool;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call what: one harmless call of every tool, by every kind of caller, and on connections that only read. */
@Tag("process")
final class AccessMatrixTest {
    private static final Path CALLS = Path.of("src/test/resources/access-matrix.txt");
    private static final Path PAGE = Path.of("src/test/resources/golden/access-matrix.md");
    private static final Generated GENERATED = new Generated(AccessMatrixTest.class);

    /** The callers, administrators last, because only they change what others see. */
    private static final List<String> CALLERS = List.of("expired", "nobody", "reader", "writer", "admin");

    private static final String ASKS = "Ask the user, then call again with confirm=true.";
    private static final Pattern QUERY = Pattern.compile("The query [0-9a-f-]{36}");
    private static final List<Tool<?, ?>> TOOLS = Everything.inventory().tools();

    private static SandboxProcess sandbox;
    private static TestServer server;
    private static String oldestRevision;
    private static String latestRevision;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.started("sandbox-matrix");
        server = server(Map.of("QUILT_MCP_TOOLSETS", "full,admin"));
        CALLERS.subList(1, CALLERS.size()).forEach(caller -> server.awaitAccepted(sandbox.token(caller)));
        var hurdat = Map.of("bucket", "quilt-example", "name", "examples/hurdat");
        var revisions =
                server.ok(sandbox.token("reader"), "package_revisions", hurdat).path("revisions");
        oldestRevision = revisions.path(revisions.size() - 1).path("revision").asText();
        latestRevision = revisions.path(0).path("revision").asText();
    }

    private static TestServer server(Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER",
                "100000",
                "QUILT_MCP_DOCS_URL",
                "off",
                "QUILT_MCP_SQL_WRITES",
                "true"));
        environment.putAll(more);
        return TestServer.before(sandbox, environment);
    }

    @AfterAll
    static void stop() {
        server.close();
        sandbox.close();
    }

    /** The arguments of each tool's call, by its name. */
    private static Map<String, String> calls() throws IOException {
        return Files.readAllLines(CALLS).stream()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1]));
    }

    @Test
    void everyToolHasACall() throws IOException {
        assertThat(calls().keySet())
                .as("a new tool needs a harmless call in %s", CALLS)
                .containsExactlyInAnyOrderElementsOf(
                        TOOLS.stream().map(tool -> tool.spec().name()).toList());
    }

    @Test
    void everyCallerGetsWhatThePageSays() throws IOException {
        var calls = calls();
        var refusals = new LinkedHashMap<String, Integer>();
        var rows = new LinkedHashMap<String, String>();
        for (var tool : TOOLS) {
            var name = tool.spec().name();
            var cells = CALLERS.stream()
                    .map(caller -> outcome(tool, arguments(Objects.requireNonNull(calls.get(name)), caller), caller))
                    .map(outcome -> outcome.length() < 10
                            ? outcome
                            : "refusal " + refusals.computeIfAbsent(outcome, _ -> refusals.size() + 1))
                    .collect(Collectors.joining(" | "));
            var effect = tool.spec().effect().name().toLowerCase(Locale.ROOT);
            rows.put(name, "| `%s` | %s | %s |%n".formatted(name, effect, cells));
        }
        GENERATED.check(PAGE, page(rows, refusals));
    }

    /** Returns the arguments; the latest revision at the start is an old one when the administrator's turn comes. */
    private static String arguments(String call, String caller) {
        return call.replace("$caller", caller)
                .replace("$catalog", sandbox.catalogUrl())
                .replace("$revision", caller.equals("admin") ? latestRevision : oldestRevision);
    }

    private static String page(Map<String, String> rows, Map<String, Integer> refusals) {
        return """
                # Who may call what

                The outcome of one harmless call of each tool at the sandbox, by caller: `ok`, `asks` (the user must confirm),
                `401` (the token is refused), or the refusal below with that number.

                | tool | effect | %s |
                |---|---|%s
                """.formatted(String.join(" | ", CALLERS), "---|".repeat(CALLERS.size()))
                + String.join("", rows.values())
                + "\n## Refusals\n\n"
                + refusals.entrySet().stream()
                        .map(refusal -> "%d. %s%n".formatted(refusal.getValue(), refusal.getKey()))
                        .collect(Collectors.joining());
    }

    /** Makes the call, and checks that what this server refuses by itself is not sent. */
    private static String outcome(Tool<?, ?> tool, String arguments, String caller) {
        sandbox.clearRequests();
        var response = server.post(sandbox.token(caller), body(tool.spec().name(), arguments));
        var sent = sandbox.callRequests();
        if (response.statusCode() != 200) {
            assertThat(sent).as("sent with a refused token").isEmpty();
            return String.valueOf(response.statusCode());
        }
        var outcome = outcome(TestServer.json(response.body()));
        if (tool.spec().name().startsWith("admin_") && !caller.equals("admin")) {
            assertThat(outcome).as(tool.spec().name()).contains("administrator");
            var operations =
                    sent.stream().map(request -> request.path("operationName").asText());
            if (tool.spec().effect() == Effect.READ) {
                assertThat(operations).hasSizeLessThanOrEqualTo(2);
            } else {
                assertThat(operations)
                        .as("sent for one who is no administrator")
                        .containsOnly("Me");
            }
        }
        return outcome;
    }

    private static String body(String tool, String arguments) {
        return """
                {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "arguments": %s}}""".formatted(tool, arguments);
    }

    private static String outcome(JsonNode reply) {
        if (reply.has("error")) {
            return reply.at("/error/message").asText();
        }
        var text = reply.at("/result/content/0/text").asText();
        if (!reply.at("/result/isError").asBoolean()) {
            return "ok";
        }
        return text.endsWith(ASKS)
                ? "asks"
                : QUERY.matcher(text.replace('\n', ' ')).replaceAll("The query …");
    }

    /** The operator's and the connection's spellings of read-only. */
    @ParameterizedTest
    @CsvSource({
        // QUILT_MCP_TOOLSETS, QUILT_MCP_TOOLS_ALLOWED, path and query, header
        "'full,admin,readonly','',/mcp,''",
        "'full,admin','full,admin,READONLY',/mcp,''",
        "'readonly','full,admin',/mcp/x/full,''",
        "'full,admin','',/mcp/readonly,''",
        "'full,admin','',/mcp/x/full/readonly,''",
        "'full,admin','',/mcp/x/readonly,''",
        "'full,admin','',/mcp?readonly=true,''",
        "'full,admin','','/mcp?toolsets=full,readonly',''",
        "'full,admin','',/mcp,X-MCP-Readonly:1",
        "'full,admin','',/mcp,'X-MCP-Toolsets:full,Readonly'",
    })
    void readOnlyNeitherListsNorRunsAToolThatWrites(String toolsets, String allowed, String path, String header) {
        try (var reading = server(Map.of("QUILT_MCP_TOOLSETS", toolsets, "QUILT_MCP_TOOLS_ALLOWED", allowed))) {
            var token = sandbox.token("admin");
            reading.awaitAccepted(token);
            sandbox.clearRequests();
            Function<String, JsonNode> send = body -> {
                var request = HttpRequest.newBuilder(reading.uri(path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token);
                if (!header.isEmpty()) {
                    var colon = header.indexOf(':');
                    request.header(header.substring(0, colon), header.substring(colon + 1));
                }
                return TestServer.json(reading.send(request.POST(HttpRequest.BodyPublishers.ofString(body)))
                        .body());
            };
            var list = send.apply("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
            assertThat(list.at("/result/tools").valueStream())
                    .isNotEmpty()
                    .allMatch(tool -> tool.at("/annotations/readOnlyHint").asBoolean());
            for (var tool : TOOLS) {
                var name = tool.spec().name();
                if (tool.spec().effect() != Effect.READ) {
                    assertThat(send.apply(body(name, "{}"))
                                    .at("/result/content/0/text")
                                    .asText())
                            .isEqualTo("This connection is read-only: %s was not run and nothing was written."
                                    .formatted(name));
                }
            }
            assertThat(sandbox.callRequests()).isEmpty();
        }
    }
}
