package com.quiltdata.mcp.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.QueryRequest;
import com.quiltdata.mcp.catalog.sql.QueryRows;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.ResultColumn;
import com.quiltdata.mcp.catalog.sql.SqlSettings;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryQueries;
import com.quiltdata.mcp.testing.MemorySql;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Tool;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tools of queries, on queries in memory. */
final class QueryToolsTest {
    private static final String ID = MemoryQueries.id(1);

    private final MemorySql sql = new MemorySql();
    private boolean writes = true;
    private @Nullable String analyticsBucket = "lab-analyticsbucket-1";

    private SqlSettings settings() {
        return new SqlSettings(writes, SqlSettings.CostGuard.OFF, Long.MAX_VALUE, BigDecimal.valueOf(5));
    }

    private List<Tool<?, ?>> tools() {
        var ports = sql.ports();
        return QueryTools.of(
                ports,
                settings(),
                () -> new CatalogInfo("https://c", "https://r", null, null, analyticsBucket, null, null, null, null),
                new QueryStarter(ports, new CostGuard(ports, settings())));
    }

    @SuppressWarnings("unchecked")
    private <I extends Record, O extends Record> Tool<I, O> tool(String name) {
        return (Tool<I, O>) tools().stream()
                .filter(it -> it.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private QueryResult query(String text, int max, ResultFormat format) {
        return query(text, max, format, Calls.any());
    }

    private QueryResult query(String text, int max, ResultFormat format, Call call) {
        return this.<AthenaQueryExecute.Input, QueryResult>tool("athena_query_execute")
                .call(new AthenaQueryExecute.Input(text, "db", "quilt-users", "AwsDataCatalog", max, format), call);
    }

    private QueryResult results(String id, int max) {
        return this.<AthenaQueryResults.Input, QueryResult>tool("athena_query_results")
                .call(new AthenaQueryResults.Input(id, max, ResultFormat.CSV), Calls.any());
    }

    private static QueryRows numbers(int count) {
        return new QueryRows(
                List.of(new ResultColumn("n", "integer", 10, 0)),
                IntStream.range(0, count)
                        .mapToObj(i -> List.<@Nullable String>of(String.valueOf(i)))
                        .toList(),
                false);
    }

    private static Call soonOver() {
        var any = Calls.any();
        return new Call(any.caller(), any.requestId(), Call.Deadline.in(Duration.ofMillis(400)));
    }

    @AfterEach
    void interruptNothingElse() {
        Thread.interrupted();
    }

    @Test
    void returnsRowsWithTypesScannedBytesAndPrice() {
        sql.queries.results.put("SELECT", numbers(2));

        var result = query("SELECT n FROM t;", 1000, ResultFormat.JSON);

        assertThat(result.executionId()).isEqualTo(ID);
        assertThat(result.state()).isEqualTo("SUCCEEDED");
        assertThat(result.workgroup()).isEqualTo("quilt-users");
        assertThat(result.columns()).containsExactly(new QueryResult.Column("n", "integer"));
        assertThat(result.formattedData()).isEqualTo(List.of(Map.of("n", 0L), Map.of("n", 1L)));
        assertThat(result.format()).isEqualTo("json");
        assertThat(result.rowCount()).isEqualTo(2);
        assertThat(result.truncated()).isFalse();
        assertThat(result.scannedBytes()).isEqualTo(1000);
        assertThat(result.estimatedCostUsd()).isEqualByComparingTo("0.000048");
        assertThat(result.engineMillis()).isEqualTo(2000);
        assertThat(result.note()).isNull();
        assertThat(sql.queries.started)
                .containsExactly(new QueryRequest(
                        "SELECT n FROM t\n-- client=- request=request-1", "AwsDataCatalog", "db", "quilt-users"));
    }

    @Test
    void readsOnlyTheRowsThatAreAskedForAndSaysThatMoreFollow() {
        sql.queries.results.put("SELECT", numbers(50));

        var result = query("SELECT n FROM t", 20, ResultFormat.CSV);

        assertThat(sql.queries.asked).contains("rows " + ID + " 20");
        assertThat(result.rowCount()).isEqualTo(20);
        assertThat(result.truncated()).isTrue();
        assertThat(result.note())
                .isEqualTo(
                        "More rows follow: call athena_query_results with this execution_id and a higher max_rows (maximum 10,000),"
                                + " which does not run the query again, or filter or aggregate.");
    }

    @Test
    void namesTheQueryWhoseRowsCannotBeRead() {
        sql.queries.results.put("SELECT", numbers(2));
        sql.queries.faults.put("rows", new Failure.Throttled("Athena: Rate exceeded.", null));

        assertThatExceptionOfType(Failure.Throttled.class)
                .isThrownBy(() -> query("SELECT n FROM t", 20, ResultFormat.CSV))
                .withMessage("The query " + ID + " succeeded, but its rows cannot be read: Athena: Rate exceeded."
                        + " athena_query_results reads them without a new query.");
    }

    @Test
    void saysWhenRowsDoNotFitIntoAResult() {
        sql.queries.results.put("SELECT", numbers(50));

        var cut = query("SELECT n FROM t", 100, ResultFormat.CSV).first(3);

        assertThat(cut.formattedData()).isEqualTo("n\r\n0\r\n1\r\n2\r\n");
        assertThat(cut.rowCount()).isEqualTo(3);
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.note()).startsWith("Only 3 of the 50 rows read fit").contains("OFFSET 3", "athena_query_export");
    }

    @Test
    void notesAmbiguousValuesAndDuplicateNames() {
        sql.queries.results.put(
                "SELECT",
                new QueryRows(
                        List.of(new ResultColumn("a", "map", 0, 0), new ResultColumn("a", "integer", 10, 0)),
                        List.of(List.<@Nullable String>of("{k=v}", "1")),
                        false));

        assertThat(query("SELECT 1", 1, ResultFormat.TABLE).note())
                .contains("`a` as text", "CAST(a AS JSON)", "Columns of the same name are numbered");
    }

    @Test
    void namesTheClientAndTheRequestInTheStatement() {
        var client = ClientInfo.of("127.0.0.1", _ -> null);
        client.setProgram(ClientInfo.Program.of("Evil\n; DROP TABLE t -- */ client", "1"));

        ScopedValue.where(ClientInfo.CURRENT, client).run(() -> query("SELECT 1 -- mine", 1, ResultFormat.JSON));

        assertThat(sql.queries.started.getFirst().text())
                .isEqualTo("SELECT 1 -- mine\n-- client=Evil_DROP_TABLE_t_--_client request=request-1");
    }

    @Test
    void addsNothingToStatementsOfHivesParser() {
        sql.statements = text -> new Statement(text, "SHOW PARTITIONS", Statement.Dialect.HIVE, null, List.of());
        query("SHOW PARTITIONS t", 1, ResultFormat.JSON);
        sql.statements = text -> new Statement(text, "SHOW TABLES", Statement.Dialect.TRINO, null, List.of());
        query("SHOW TABLES", 1, ResultFormat.JSON);

        assertThat(sql.queries.started)
                .extracting(QueryRequest::text)
                .containsExactly("SHOW PARTITIONS t", "SHOW TABLES");
    }

    @Test
    void refusesAStatementThatIsTooLongForAthena() {
        assertThatThrownBy(() -> query("SELECT '" + "é".repeat(131_060) + "'", 1, ResultFormat.JSON))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("Athena accepts 262,144");
        assertThat(sql.queries.asked).isEmpty();
    }

    @Test
    void refusesWhatIsNotARead() {
        assertThatThrownBy(() -> query("DROP TABLE t", 1, ResultFormat.JSON))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("DROP is not run by this tool, because it changes data. Nothing was sent."
                        + " Send it to athena_statement_execute, which asks the user first.");
        writes = false;
        assertThatThrownBy(() -> query("DROP TABLE t", 1, ResultFormat.JSON))
                .hasMessageContaining("This server runs no statement that changes data")
                .hasMessageNotContaining("athena_statement_execute");
        assertThat(sql.queries.asked).isEmpty();
    }

    @Test
    void refusesParquetBeforeAnythingIsSent() {
        assertThatThrownBy(() -> query("SELECT 1", 1, ResultFormat.PARQUET))
                .hasMessageContaining("athena_query_export");
        assertThat(sql.queries.asked).isEmpty();
    }

    @Test
    void handsOutTheIdOfAQueryThatOutlastsTheCall() {
        sql.queries.polls = Integer.MAX_VALUE;

        var result = query("SELECT 1", 10, ResultFormat.JSON, soonOver());

        assertThat(result.executionId()).isEqualTo(ID);
        assertThat(result.state()).isIn("QUEUED", "RUNNING");
        assertThat(result.rowCount()).isNull();
        assertThat(result.truncated()).isNull();
        assertThat(result.formattedData()).isNull();
        assertThat(result.note())
                .contains("Call athena_query_results with this execution_id", "athena_query_stop ends it");
        assertThat(result.parts()).isZero();

        sql.queries.polls = 0;
        var later = results(" " + ID + " ", 5);
        assertThat(later.state()).isEqualTo("SUCCEEDED");
        assertThat(later.formattedData()).isEqualTo("_col0\r\n1\r\n");
        assertThat(sql.queries.started).hasSize(1);
    }

    @Test
    void stopsTheQueryOfAClientThatHangsUpWhileItIsStarted() {
        sql.queries.polls = Integer.MAX_VALUE;
        var ports = sql.ports();
        var starter = new QueryStarter(ports, new CostGuard(ports, settings()));
        var started = starter.read(Calls.any(), "SELECT 1", new QueryTarget("AwsDataCatalog", null, null));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new QueryWaiter(sql.queries).await(Calls.any(), started.execution()))
                .isInstanceOf(Failure.TooLate.class);
        assertThat(sql.queries.asked).contains("stop " + ID);
    }

    @Test
    void startsNothingForAClientThatHasHungUp() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> query("SELECT 1", 1, ResultFormat.JSON)).isInstanceOf(Failure.TooLate.class);
        assertThat(sql.queries.asked).isEmpty();
    }

    @Test
    void failsWithAthenasReason() {
        sql.queries.reasons.put("SELECT", "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.t' does not exist");

        assertThatThrownBy(() -> query("SELECT * FROM t", 1, ResultFormat.JSON))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage(
                        "The query %s failed: TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.t' does not exist. athena_tables_list returns the tables of a database.",
                        ID);
        assertThatThrownBy(() -> results(ID, 1)).isInstanceOf(Failure.NotFound.class);
        assertThat(sql.queries.asked).doesNotContain("stop " + ID);
    }

    @Test
    void queriesTabulatorTablesInTheirDataCatalog() {
        this.<TabulatorBucketQuery.Input, QueryResult>tool("tabulator_bucket_query")
                .call(
                        new TabulatorBucketQuery.Input("s3://my-bucket", "SELECT 1", null, 10, ResultFormat.CSV),
                        Calls.any());
        this.<TabulatorQueryExecute.Input, QueryResult>tool("tabulator_query_execute")
                .call(new TabulatorQueryExecute.Input("SELECT 2", null, null, 10, ResultFormat.CSV), Calls.any());

        assertThat(sql.queries.started)
                .extracting(QueryRequest::dataCatalog, QueryRequest::database)
                .containsExactly(tuple("quilt-lab-tabulator", "my-bucket"), tuple("quilt-lab-tabulator", null));

        analyticsBucket = null;
        assertThatThrownBy(() -> this.<TabulatorQueryExecute.Input, QueryResult>tool("tabulator_query_execute")
                        .call(
                                new TabulatorQueryExecute.Input("SELECT 2", null, null, 10, ResultFormat.CSV),
                                Calls.any()))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageStartingWith("This catalog has no tabulator data catalog");
    }

    @Test
    void runsThePlatformsQuery() {
        var result = this.<AthenaQuery.Input, QueryResult>tool("athena_query")
                .call(new AthenaQuery.Input("SELECT 1", "db", "other", 100), Calls.any());

        assertThat(result.format()).isEqualTo("json");
        assertThat(sql.queries.started.getFirst().dataCatalog()).isEqualTo("other");
    }

    @Test
    void stopsAQueryOnce() {
        sql.queries.polls = Integer.MAX_VALUE;
        query("SELECT 1", 10, ResultFormat.JSON, soonOver());
        var stop = this.<AthenaQueryStop.Input, AthenaQueryStop.Output>tool("athena_query_stop");

        var stopped = stop.call(new AthenaQueryStop.Input(ID), Calls.any());
        var again = stop.call(new AthenaQueryStop.Input(ID), Calls.any());

        assertThat(stopped.state()).isEqualTo("CANCELLED");
        assertThat(again.message()).isEqualTo("The query had ended before: CANCELLED.");
        assertThat(sql.queries.asked).filteredOn(("stop " + ID)::equals).hasSize(1);
        assertThatThrownBy(() -> results(ID, 1))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("was cancelled: Query was cancelled.");
        assertThat(stop.spec().effect()).isEqualTo(Effect.OVERWRITE);
    }

    @Test
    void refusesAnIdThatIsNone() {
        assertThatThrownBy(() -> results("the last one", 1))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageStartingWith("`execution_id`: must be an id that a query returned");
        assertThat(sql.queries.asked).isEmpty();
    }

    @Test
    void returnsAStatementsExecutionEvenWithoutRows() {
        sql.queries.results.put("DROP", new QueryRows(List.of(), List.of(), false));
        var tool = this.<AthenaStatementExecute.Input, QueryResult>tool("athena_statement_execute");
        var input = new AthenaStatementExecute.Input("DROP TABLE t;", "db", null, "AwsDataCatalog");

        assertThat(tool.confirmation(input, Calls.any()))
                .isEqualTo(
                        "Run this DROP statement in Athena, database db? It may change or delete data for good.\nDROP TABLE t");
        var result = tool.call(input, Calls.any());

        assertThat(result.state()).isEqualTo(QueryState.SUCCEEDED.name());
        assertThat(result.rowCount()).isZero();
        assertThat(result.formattedData()).isEqualTo(List.of());
        assertThat(sql.queries.started.getFirst().text()).isEqualTo("DROP TABLE t");
    }

    @Test
    void sendsReadsToTheQueryTools() {
        var tool = this.<AthenaStatementExecute.Input, QueryResult>tool("athena_statement_execute");
        var input = new AthenaStatementExecute.Input("SELECT 1", null, null, "AwsDataCatalog");

        assertThatThrownBy(() -> tool.confirmation(input, Calls.any()))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("send it to athena_query_execute");
        assertThatThrownBy(() -> tool.call(input, Calls.any())).isInstanceOf(Failure.Invalid.class);
        assertThat(sql.queries.asked).isEmpty();
    }

    @Test
    void changesTablesOnlyWhereTheOperatorAllowsIt() {
        writes = false;

        assertThat(tools()).extracting(it -> it.spec().name()).doesNotContain("athena_statement_execute");
        assertThat(tools()).noneMatch(Tool::obeysBucketLimit);
    }
}
