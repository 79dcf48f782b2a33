package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.Generated;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one call of each tool asks of the catalog and of AWS, and what the same call asks when it is repeated. */
@Tag("process")
final class UpstreamRequestsTest {
    private static final Path CALLS = Path.of("src/test/resources/upstream-requests.txt");
    private static final Path PAGE = Path.of("src/test/resources/golden/upstream-requests.md");
    private static final Generated GENERATED = new Generated(UpstreamRequestsTest.class);
    private static final List<Tool<?, ?>> TOOLS = Everything.inventory().tools();

    /** Asks a site that the sandbox does not stand in for. */
    private static final String OF_DOCUMENTATION = "search_docs_quilt_bio";

    /** Repeated until the query has ended; counted once. */
    private static final String POLLED = "Athena GetQueryExecution";

    /** Tools that need what another one makes come after it. */
    private static final List<String> LAST = List.of(
            "package_delete",
            "tabulator_table_rename",
            "tabulator_table_set",
            "tabulator_table_delete",
            "admin_user_delete",
            "admin_role_delete",
            "admin_policy_delete");

    private static SandboxProcess sandbox;
    private static TestServer server;
    private static final Map<String, String> VALUES = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.started("sandbox-requests");
        server = TestServer.before(
                sandbox,
                Map.of(
                        "QUILT_MCP_TOOLSETS", "full,admin",
                        "QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER", "100000",
                        "QUILT_MCP_DOCS_URL", "off",
                        "QUILT_MCP_SQL_WRITES", "true"));
        sandbox.bucket("requests-bucket");
        var token = sandbox.token("admin");
        server.awaitAccepted(token);
        // What all callers share, such as the regions of buckets, is known before.
        List.of("quilt-example", "quilt-lab")
                .forEach(bucket -> server.ok(token, "bucket_objects_list", Map.of("bucket", bucket)));
        var hurdat = Map.of("bucket", "quilt-example", "name", "examples/hurdat");
        VALUES.put("$catalog", sandbox.catalogUrl());
        VALUES.put(
                "$revision",
                server.ok(token, "package_revisions", hurdat)
                        .at("/revisions/0/revision")
                        .asText());
        VALUES.put("$objects", cursor(token, "search_objects"));
        VALUES.put("$packages", cursor(token, "search_packages"));
        VALUES.put(
                "$execution",
                server.ok(token, "athena_query_execute", Map.of("query", "SELECT 1"))
                        .path("execution_id")
                        .asText());
    }

    private static String cursor(String token, String tool) {
        return server.ok(token, tool, Map.of("query", "*", "page_size", 1))
                .path("next_cursor")
                .asText();
    }

    @AfterAll
    static void stop() {
        server.close();
        sandbox.close();
    }

    @Test
    void everyToolAsksWhatThePageSays() throws IOException {
        var calls = calls();
        assertThat(calls.keySet())
                .as("a new tool needs a call in %s", CALLS)
                .containsExactlyInAnyOrderElementsOf(
                        TOOLS.stream().map(tool -> tool.spec().name()).toList());
        var rows = new LinkedHashMap<String, String>();
        TOOLS.forEach(tool -> rows.put(tool.spec().name(), ""));
        TOOLS.stream()
                .sorted((one, other) -> Integer.compare(
                        LAST.indexOf(one.spec().name()),
                        LAST.indexOf(other.spec().name())))
                .forEach(tool -> rows.put(
                        tool.spec().name(),
                        row(tool, Objects.requireNonNull(calls.get(tool.spec().name())))));
        GENERATED.check(PAGE, page(rows));
    }

    /** The arguments of each tool's call, by its name. */
    private static Map<String, String> calls() throws IOException {
        return Files.readAllLines(CALLS).stream()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1]));
    }

    private static String row(Tool<?, ?> tool, String call) {
        var name = tool.spec().name();
        var user = name.equals("role_switch") ? "switcher" : "admin";
        var token = sandbox.tokenOf(user, "requests-" + name);
        server.awaitAccepted(token);
        if (call.contains("$key")) {
            VALUES.put("$key", sandbox.apiKey(user, "requests"));
        }
        var arguments = arguments(call);
        var first = asked(token, name, arguments);
        var again = tool.spec().effect() == Effect.READ ? cell(asked(token, name, arguments)) : "";
        var effect = tool.spec().effect().name().toLowerCase(Locale.ROOT);
        return "| `%s` | %s | %s | %s |%n".formatted(name, effect, cell(first), again);
    }

    private static String arguments(String call) {
        var arguments = call;
        for (var value : VALUES.entrySet()) {
            arguments = arguments.replace(value.getKey(), value.getValue());
        }
        return arguments;
    }

    /** Returns the requests of a call, each with how often it was sent. */
    private static Map<String, Integer> asked(String token, String tool, String arguments) {
        sandbox.clearRequests();
        var response = server.post(token, """
                {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "arguments": %s}}""".formatted(tool, arguments));
        var result = TestServer.json(response.body()).path("result");
        assertThat(result.path("isError").asBoolean(true) && !tool.equals(OF_DOCUMENTATION))
                .as("%s %s: %s", tool, arguments, response.body())
                .isFalse();
        var requests = new TreeMap<String, Integer>();
        sandbox.callRequests().forEach(request -> requests.merge(words(request), 1, Integer::sum));
        requests.computeIfPresent(POLLED, (_, _) -> 1);
        return requests;
    }

    /** Returns the request in words, without what differs from run to run. */
    private static String words(JsonNode request) {
        var method = request.path("method").asText();
        var path = request.path("path").asText();
        var operation = request.path("operationName").asText("");
        return switch (request.path("plane").asText()) {
            case "catalog" -> path.equals("/graphql") ? operation : "%s %s".formatted(method, path);
            case "s3" -> "S3 " + s3(method, path, request.path("query").asText(""));
            case "athena" -> "Athena " + operation;
            case "glue" -> "Glue " + operation;
            case "sts" -> "STS " + operation;
            default -> request.toString();
        };
    }

    private static String s3(String method, String path, String query) {
        var ofObject = path.indexOf('/', 1) > 0 && path.indexOf('/', 1) < path.length() - 1;
        if (!ofObject && method.equals("GET")) {
            return query.contains("versions")
                    ? "list versions"
                    : query.contains("list-type") ? "list" : "GET ?" + query;
        }
        return method.toLowerCase(Locale.ROOT) + (ofObject ? "" : " bucket");
    }

    private static String cell(Map<String, Integer> requests) {
        var count = requests.values().stream().mapToInt(Integer::intValue).sum();
        var words = requests.entrySet().stream()
                .map(request -> (request.getValue() == 1 ? "" : request.getValue() + " × ") + request.getKey())
                .collect(Collectors.joining(", "));
        return count == 0 ? "0" : "%d: %s".formatted(count, words);
    }

    private static String page(Map<String, String> rows) {
        return """
                # What each tool asks

                The requests of one call of each tool to the registry (GraphQL operations and REST paths), S3, STS, Athena and Glue,
                by a caller whose token is accepted and of whom nothing else is known; and, of tools that read, those of the same call
                directly after it. `GetQueryExecution`, which is repeated until a query has ended, counts once. The catalog's `config.json` is left out; it is fetched every five minutes for all callers.

                | tool | effect | first call | same call again |
                |---|---|---|---|
                """ + String.join("", rows.values());
    }
}
