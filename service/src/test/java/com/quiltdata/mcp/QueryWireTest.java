package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Events;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Queries in the sandbox's Athena: large results, queries that never end, and clients that disconnect. */
@Tag("process")
final class QueryWireTest {
    private static final String FIVE_MILLION_ROWS =
            "SELECT a.n * 2000 + b.n AS n FROM UNNEST(sequence(1, 2500)) AS a(n)"
                    + " CROSS JOIN UNNEST(sequence(1, 2000)) AS b(n)";

    private static SandboxProcess sandbox;
    private static TestServer server;
    private static TestServer hurried;
    private static String token;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.started("sandbox-queries");
        server = server("10");
        hurried = server("6");
        token = sandbox.token("writer");
        for (var cold : List.of(server, hurried)) {
            cold.call(token, "athena_query", Map.of("sql", "SELECT 1"));
        }
    }

    private static TestServer server(String seconds) {
        return TestServer.before(
                sandbox,
                Map.of("QUILT_MCP_TOOLSETS", "full", "QUILT_MCP_HEARTBEAT", "1", "QUILT_MCP_CALL_TIMEOUT", seconds));
    }

    @AfterAll
    static void stop() {
        server.close();
        hurried.close();
        sandbox.close();
    }

    @AfterEach
    void endNeverEndingQueries() {
        sandbox.settings("{\"sql\": {\"neverEnds\": false}}");
    }

    private static long requests(String operation) {
        return sandbox.requests()
                .valueStream()
                .filter(request -> request.toString().contains("\"" + operation + "\""))
                .count();
    }

    @Test
    void readsAThousandOfFiveMillionRows() {
        sandbox.clearRequests();

        var result = server.ok(token, "athena_query", Map.of("sql", FIVE_MILLION_ROWS, "max_rows", 1000));
        while (!result.has("row_count")) {
            var again = Map.of("execution_id", result.path("execution_id").asText(), "max_rows", 1000);
            result = server.ok(token, "athena_query_results", again);
        }

        assertThat(result.path("row_count").asInt()).isPositive();
        assertThat(result.path("truncated").asBoolean()).isTrue();
        assertThat(result.path("workgroup").asText()).isEqualTo("QuiltUserAthena-sandbox-ReadWriteQuiltBucket");
        assertThat(requests("GetQueryResults")).isLessThanOrEqualTo(2);
        assertThat(requests("StartQueryExecution")).isOne();
    }

    @Test
    void asksForANeverEndingQueryInAnotherProcessAndStopsItThere() {
        sandbox.settings("{\"sql\": {\"neverEnds\": true}}");

        var running = hurried.ok(token, "athena_query_execute", Map.of("query", "SELECT 1"));
        var id = running.path("execution_id").asText();

        assertThat(running.path("state").asText()).isEqualTo("RUNNING");
        assertThat(running.path("note").asText()).contains("athena_query_results", "athena_query_stop");
        assertThat(running.has("formatted_data")).isFalse();

        var again = server.ok(token, "athena_query_results", Map.of("execution_id", id));
        assertThat(again.path("state").asText()).isEqualTo("RUNNING");
        assertThat(again.has("truncated")).isFalse();

        var stopped = server.ok(token, "athena_query_stop", Map.of("execution_id", id));
        assertThat(stopped.path("state").asText()).isEqualTo("CANCELLED");
        assertThat(server.fails(token, "athena_query_results", Map.of("execution_id", id)))
                .contains(id, "was cancelled");
    }

    @Test
    void returnsTheRowsOfAQueryThatOutlastedItsCallInAnotherProcess() {
        sandbox.settings("{\"sql\": {\"neverEnds\": true}}");
        var id = hurried.ok(token, "athena_query", Map.of("sql", "SELECT 42 AS n"))
                .path("execution_id")
                .asText();
        sandbox.settings("{\"sql\": {\"neverEnds\": false}}");

        var result = server.ok(token, "athena_query_results", Map.of("execution_id", id));

        assertThat(result.path("formatted_data").toString()).isEqualTo("[{\"n\":42}]");
        assertThat(result.path("query").asText()).startsWith("SELECT 42 AS n\n-- client=");
    }

    @Test
    void refusesTheQueryOfARoleWhoseWorkgroupIsNotTheCallers() {
        var id = server.ok(token, "athena_query", Map.of("sql", "SELECT 1"))
                .path("execution_id")
                .asText();

        for (var tool : List.of("athena_query_results", "athena_query_stop")) {
            assertThat(server.fails(sandbox.token("reader"), tool, Map.of("execution_id", id)))
                    .contains("lacks the right `athena:GetQueryExecution`");
        }
    }

    @Test
    void stopsTheQueryOfAClientThatDisconnects() {
        sandbox.settings("{\"sql\": {\"neverEnds\": true}}");
        sandbox.clearRequests();
        var body =
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"athena_query\",\"arguments\":{\"sql\":\"SELECT 1\"},\"_meta\":{\"progressToken\":1}}}";

        try (var stream =
                new Events(server.uri("/mcp"), token, body, "Accept", "application/json, text/event-stream")) {
            assertThat(stream.data()).contains("notifications/progress");
            assertThat(requests("StopQueryExecution")).isZero();
        }

        var limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (requests("StopQueryExecution") == 0 && System.nanoTime() < limit) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(requests("StopQueryExecution")).isOne();
    }

    @Test
    void keepsTheTypesOfEveryColumn() {
        var result =
                server.ok(token, "athena_query_execute", Map.of("query", "SELECT * FROM lab.every_type ORDER BY id"));

        assertThat(result.path("columns").toString())
                .contains("{\"name\":\"dec\",\"type\":\"decimal(38,9)\"}", "{\"name\":\"js\",\"type\":\"json\"}");
        var rows = result.path("formatted_data");
        assertThat(rows.at("/0/big").textValue()).isEqualTo("9223372036854775807");
        assertThat(rows.at("/0/dec").textValue()).isEqualTo("12345678901234567890123456789.123456789");
        assertThat(rows.at("/0/js").toString()).isEqualTo("{\"a\":[1,2]}");
        assertThat(rows.at("/0/bin").textValue()).isEqualTo("68 65 6c");
        rows.get(1).properties().stream()
                .filter(field -> !field.getKey().equals("id"))
                .forEach(field ->
                        assertThat(field.getValue().isNull()).as(field.getKey()).isTrue());
        assertThat(rows.at("/2/dbl").textValue()).isEqualTo("NaN");
        assertThat(rows.at("/2/str").textValue()).isEmpty();
    }

    @Test
    void splitsTheColumnsOfDescribe() {
        var result = server.ok(token, "athena_query", Map.of("sql", "DESCRIBE lab.readings"));

        assertThat(result.at("/formatted_data/0").toString())
                .isEqualTo("{\"col_name\":\"id\",\"data_type\":\"bigint\",\"comment\":\"\"}");
    }

    @Test
    void readsTheParquetThatItExported() {
        var exported = server.ok(token, "athena_query_export", Map.of("query", "SELECT * FROM lab.all_types"));
        var uri = exported.at("/files/0/uri").asText();

        var result = server.ok(token, "object_read", Map.of("uri", uri, "profile", true));

        assertThat(result.at("/table/format").asText()).isEqualTo("parquet");
        assertThat(result.at("/table/rows")).hasSize(3);
        assertThat(result.at("/table/rows/0/7").textValue()).isEqualTo("12345678901234567890123456789.123456789");
        assertThat(result.at("/parquet/rows").asInt()).isEqualTo(3);
        assertThat(result.at("/parquet/columns/0/name").asText()).isEqualTo("id");
        assertThat(result.at("/profile/rows").asInt()).isEqualTo(3);
    }

    @Test
    void profilesTheColumnsOfACsv() {
        var result =
                server.ok(token, "object_read", Map.of("uri", "s3://quilt-example/data/storms.csv", "profile", true));

        assertThat(result.at("/profile/complete").asBoolean()).isTrue();
        assertThat(result.at("/profile/columns/1").toString())
                .isEqualTo(
                        "{\"name\":\"year\",\"type\":\"integer\",\"nulls\":0,\"min\":\"1969\",\"max\":\"2017\",\"distinct\":7}");
    }
}
