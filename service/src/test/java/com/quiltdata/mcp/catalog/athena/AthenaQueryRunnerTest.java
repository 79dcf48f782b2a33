package com.quiltdata.mcp.catalog.athena;

import static com.quiltdata.mcp.catalog.athena.FakeAws.ALICE;
import static com.quiltdata.mcp.catalog.athena.FakeAws.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryRequest;
import com.quiltdata.mcp.catalog.sql.QueryRows;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.ResultColumn;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.testing.S3Adapters;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How statements run in Athena, and how their results are read. */
class AthenaQueryRunnerTest {
    private static final QueryRequest SELECT = new QueryRequest("SELECT 1", "AwsDataCatalog", "db", "mine");

    private final FakeAws aws;
    private final AthenaCatalog athena;

    AthenaQueryRunnerTest() throws Exception {
        aws = new FakeAws().on("StartQueryExecution", _ -> Map.of("QueryExecutionId", "id-1"));
        athena = aws.catalog();
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void startsStatementAsTheCaller() {
        var started = athena.queries().start(BOB, SELECT);
        assertThat(started.id()).isEqualTo("id-1");
        assertThat(started.state()).isEqualTo(QueryState.QUEUED);
        assertThat(started.workgroup()).isEqualTo("mine");
        var request = aws.requests("StartQueryExecution").getFirst();
        assertThat(request.user()).isEqualTo("bob");
        assertThat(request.text("QueryString")).isEqualTo("SELECT 1");
        assertThat(request.text("WorkGroup")).isEqualTo("mine");
        assertThat(request.body().at("/QueryExecutionContext/Catalog").asText()).isEqualTo("AwsDataCatalog");
        assertThat(request.body().at("/QueryExecutionContext/Database").asText())
                .isEqualTo("db");
    }

    @Test
    void startsOneQueryHoweverOftenTheRequestIsSent() {
        var failures = new AtomicInteger(2);
        aws.on("StartQueryExecution", _ -> {
            if (failures.getAndDecrement() > 0) {
                throw new FakeAws.Refusal(500, "InternalServerException", "later");
            }
            return Map.of("QueryExecutionId", "id-2");
        });
        assertThat(athena.queries().start(ALICE, SELECT).id()).isEqualTo("id-2");
        assertThat(tokens()).hasSize(3).containsOnly(tokens().getFirst());
        athena.queries().start(ALICE, SELECT);
        assertThat(tokens().getLast()).isNotEqualTo(tokens().getFirst());
    }

    @Test
    void saysThatAStatementWithoutAResponseMayHaveBeenStarted() {
        for (var reply : List.of(500, 200)) {
            aws.on("StartQueryExecution", _ -> {
                if (reply == 500) {
                    throw new FakeAws.Refusal(500, "InternalServerException", "later");
                }
                return Map.of("filler", "x");
            });
            assertThatThrownBy(() -> athena.queries().start(ALICE, SELECT))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageEndingWith(
                            "Athena may have started the statement: check before you send one that writes again.");
        }
        aws.refuse("StartQueryExecution", "ExpiredTokenException", "expired");
        assertThatThrownBy(() -> athena.queries().start(ALICE, SELECT))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageNotContaining("started");
    }

    @Test
    void treatsAResponseWithoutAKnownFieldAsForeign() {
        aws.on("ListWorkGroups", _ -> Map.of("filler", "x"));
        assertThatThrownBy(() -> athena.workgroups().get(ALICE, null))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("The response is not from Athena");
    }

    private List<String> tokens() {
        return aws.requests("StartQueryExecution").stream()
                .map(it -> it.text("ClientRequestToken"))
                .toList();
    }

    @Test
    void findsAnotherWorkgroupWhenTheRoleLostItsFirst() {
        var mine = new String[] {"quilt-a"};
        aws.on("ListWorkGroups", _ -> Map.of("WorkGroups", List.of(Map.of("Name", mine[0]))))
                .on("GetWorkGroup", it -> Workgroups.get(it.text("WorkGroup")))
                .on("StartQueryExecution", it -> {
                    if (!it.text("WorkGroup").equals(mine[0])) {
                        throw new FakeAws.Refusal("AccessDeniedException", "You are not authorized");
                    }
                    return Map.of("QueryExecutionId", "id-3");
                });
        var request = new QueryRequest("SELECT 1", "AwsDataCatalog", null, null);
        assertThat(athena.queries().start(ALICE, request).workgroup()).isEqualTo("quilt-a");
        mine[0] = "quilt-b";
        assertThat(athena.queries().start(ALICE, request).workgroup()).isEqualTo("quilt-b");
    }

    @Test
    void forgetsWorkgroupsWhenTheNamedOneIsRefused() {
        aws.on("ListWorkGroups", _ -> Map.of("WorkGroups", List.of(Map.of("Name", "quilt-a"))))
                .on("GetWorkGroup", it -> Workgroups.get(it.text("WorkGroup")));
        athena.workgroups().get(ALICE, null);
        aws.refuse("StartQueryExecution", "AccessDeniedException", "You are not authorized");
        assertThatThrownBy(() -> athena.queries().start(ALICE, SELECT)).isInstanceOf(Failure.Denied.class);

        athena.workgroups().get(ALICE, null);

        assertThat(aws.requests("ListWorkGroups")).hasSize(2);
    }

    @Test
    void doesNotAskForAnotherWorkgroupThanTheNamedOne() {
        aws.refuse(
                "StartQueryExecution",
                "AccessDeniedException",
                "User: arn:aws:sts::1:assumed-role/R/u is not"
                        + " authorized to perform: athena:StartQueryExecution on resource: arn:aws:athena:eu-west-1:1:workgroup/mine");
        assertThatThrownBy(() -> athena.queries().start(ALICE, SELECT))
                .isInstanceOf(Failure.Denied.class)
                .hasMessageContaining("`athena:StartQueryExecution`")
                .hasMessageContaining("workgroup/mine");
        assertThat(aws.requests("ListWorkGroups")).isEmpty();
    }

    @Test
    void describesAnExecution() {
        aws.on("GetQueryExecution", _ -> Map.of("QueryExecution", execution("id-1", "RUNNING", 1_700_000_000)));
        var execution = athena.queries().get(ALICE, "id-1");
        assertThat(execution)
                .isEqualTo(new QueryExecution(
                        "id-1",
                        QueryState.RUNNING,
                        "SELECT 1",
                        "DML",
                        null,
                        "mine",
                        "AwsDataCatalog",
                        "db",
                        12L,
                        new QueryExecution.Details(
                                Instant.ofEpochSecond(1_700_000_000), null, Duration.ofMillis(7), "s3://b/id-1.csv")));
    }

    private static Map<String, Object> execution(String id, String state, long submitted) {
        return Map.of(
                "QueryExecutionId",
                id,
                "Query",
                "SELECT 1",
                "StatementType",
                "DML",
                "WorkGroup",
                "mine",
                "QueryExecutionContext",
                Map.of("Catalog", "AwsDataCatalog", "Database", "db"),
                "ResultConfiguration",
                Map.of("OutputLocation", "s3://b/" + id + ".csv"),
                "Status",
                Map.of("State", state, "SubmissionDateTime", submitted),
                "Statistics",
                Map.of("DataScannedInBytes", 12, "EngineExecutionTimeInMillis", 7));
    }

    @Test
    void returnsTheNewestExecutionsFirst() {
        aws.on("ListQueryExecutions", it -> {
            var from = it.body().path("NextToken").asInt();
            var count = it.body().path("MaxResults").asInt();
            var ids = IntStream.range(from, from + count)
                    .mapToObj(Integer::toString)
                    .toList();
            return Map.of("QueryExecutionIds", ids, "NextToken", from + count);
        });
        aws.on("BatchGetQueryExecution", it -> {
            var ids = it.body().path("QueryExecutionIds").valueStream().map(id -> id.asText());
            return Map.of(
                    "QueryExecutions",
                    ids.map(id -> execution(id, "FAILED", Long.parseLong(id))).toList());
        });
        var recent = athena.queries().recent(ALICE, "mine", 60);
        assertThat(recent)
                .hasSize(60)
                .extracting(QueryExecution::id)
                .startsWith("59", "58")
                .endsWith("1", "0");
        assertThat(aws.requests("BatchGetQueryExecution")).hasSize(2);
    }

    @Test
    void stopsAnExecution() {
        aws.on("StopQueryExecution", _ -> Map.of());
        athena.queries().stop(BOB, "id-1");
        assertThat(aws.requests("StopQueryExecution").getFirst().text("QueryExecutionId"))
                .isEqualTo("id-1");
    }

    /** Answers with a table of this many numbers, below a header if there is one. */
    private void table(long rows, boolean header) {
        aws.on("GetQueryResults", it -> {
            var from = it.body().path("NextToken").asLong();
            var end = Math.min(from + it.body().path("MaxResults").asInt(), header ? rows + 1 : rows);
            var page = Stream.iterate(from, i -> i < end, i -> i + 1)
                    .map(i -> row(header && i == 0 ? "n" : Long.toString(i)))
                    .toList();
            var set = Map.of("Rows", page, "ResultSetMetadata", Map.of("ColumnInfo", List.of(column("n", "bigint"))));
            return end < (header ? rows + 1 : rows)
                    ? Map.of("ResultSet", set, "NextToken", Long.toString(end))
                    : Map.of("ResultSet", set);
        });
    }

    private static Map<String, Object> column(String name, String type) {
        return Map.of("Name", name, "Type", type, "Precision", 19, "Scale", 2);
    }

    private static Map<String, Object> row(@Nullable String... values) {
        return Map.of(
                "Data",
                Arrays.stream(values)
                        .map(value -> value == null ? Map.of() : Map.of("VarCharValue", value))
                        .toList());
    }

    private QueryRows rows(@Nullable String statementType, int max) {
        var execution = new QueryExecution(
                "id-1",
                QueryState.SUCCEEDED,
                "",
                statementType,
                null,
                null,
                null,
                null,
                null,
                new QueryExecution.Details(null, null, null, null));
        return athena.queries().rows(ALICE, execution, max);
    }

    @Test
    void readsOneRowMoreThanAskedOfFiveMillion() {
        table(5_000_000, true);
        var result = rows("DML", 1000);
        assertThat(result.truncated()).isTrue();
        assertThat(result.rows()).hasSize(1000).startsWith(List.of("1")).endsWith(List.of("1000"));
        assertThat(aws.requests("GetQueryResults"))
                .extracting(it -> it.body().path("MaxResults").asInt())
                .containsExactly(1000, 2);
    }

    @ParameterizedTest
    @CsvSource({"0,10", "9,10", "10,10", "1500,1500", "1,1"})
    void knowsThatAResultIsWhole(int rows, int max) {
        table(rows, true);
        assertThat(rows("DML", max).truncated()).isFalse();
        assertThat(rows("DML", max).rows()).hasSize(rows);
    }

    @ParameterizedTest
    @CsvSource({"DDL,11", "UTILITY,11", "DML,12", ",12"})
    void asksForAHeaderOnlyWhereOneMayBe(@Nullable String type, int asked) {
        table(100, false);
        assertThat(rows(type, 10).rows()).hasSize(10).startsWith(List.of("0"));
        assertThat(aws.requests("GetQueryResults")
                        .getFirst()
                        .body()
                        .path("MaxResults")
                        .asInt())
                .isEqualTo(asked);
    }

    @Test
    void keepsNullAndTypes() {
        aws.on(
                "GetQueryResults",
                _ -> Map.of(
                        "ResultSet",
                        Map.of(
                                "Rows", List.of(row("a", "b"), row(null, ""), row("a", "b")),
                                "ResultSetMetadata",
                                        Map.of(
                                                "ColumnInfo",
                                                List.of(column("a", "decimal"), column("b", "varchar"))))));
        var result = rows("DML", 5);
        assertThat(result.columns()).startsWith(new ResultColumn("a", "decimal", 19, 2));
        assertThat(result.rows()).containsExactly(Arrays.asList(null, ""), List.of("a", "b"));
    }

    @Test
    void splitsTheLinesOfDescribe() {
        var columns = List.of(column("col_name", "string"), column("data_type", "string"), column("comment", "string"));
        var lines =
                List.of(row("id                  \tbigint              \tof the sample       "), row("# Keys\t \t "));
        var set = Map.of("Rows", lines, "ResultSetMetadata", Map.of("ColumnInfo", columns));
        aws.on("GetQueryResults", _ -> Map.of("ResultSet", set));
        assertThat(rows("UTILITY", 5).rows())
                .containsExactly(List.of("id", "bigint", "of the sample"), List.of("# Keys", "", ""));
    }

    @Test
    void removesThePaddingOfShow() {
        var set = Map.of(
                "Rows",
                List.of(row("name                "), row("  `year` int, ")),
                "ResultSetMetadata",
                Map.of("ColumnInfo", List.of(column("field", "string"))));
        aws.on("GetQueryResults", _ -> Map.of("ResultSet", set));
        assertThat(rows("UTILITY", 5).rows()).containsExactly(List.of("name"), List.of("  `year` int,"));
    }

    @Test
    void namesColumnsThatAthenaDoesNot() {
        aws.on("GetQueryResults", _ -> Map.of("ResultSet", Map.of("Rows", List.of(row("x"), row("y", "z")))));
        assertThat(rows("DDL", 5).columns()).extracting(ResultColumn::name).containsExactly("_col0", "_col1");
    }

    @Test
    void readsWideRowsInSmallerPages() {
        var wide = "x".repeat(100_000);
        aws.on("GetQueryResults", it -> {
            var from = it.body().path("NextToken").asInt();
            var end = Math.min(150, from + it.body().path("MaxResults").asInt());
            var page = IntStream.range(from, end).mapToObj(i -> row(i + wide)).toList();
            var set = Map.of("Rows", page);
            return end < 150 ? Map.of("ResultSet", set, "NextToken", Integer.toString(end)) : Map.of("ResultSet", set);
        });
        var result = rows("DDL", 140);
        assertThat(result.truncated()).isTrue();
        assertThat(result.rows()).hasSize(140).doesNotHaveDuplicates().last().isEqualTo(List.of(139 + wide));
    }

    @Test
    void holdsResultsWithinTheMemoryBudget() {
        var wide = "x".repeat(100_000);
        aws.on("GetQueryResults", _ -> Map.of("ResultSet", Map.of("Rows", List.of(row(wide)))));
        var small = aws.catalog(null, new MemoryBudget(ByteBudget.of(1000)));
        var execution = new QueryExecution(
                "i",
                QueryState.SUCCEEDED,
                "",
                "DDL",
                null,
                null,
                null,
                null,
                null,
                new QueryExecution.Details(null, null, null, null));
        assertThatThrownBy(
                        () -> S3Adapters.unlimited().scope(() -> small.queries().rows(ALICE, execution, 1)))
                .isInstanceOf(Failure.TooLarge.class);
    }

    @ParameterizedTest
    @CsvSource({"ExpiredTokenException", "UnrecognizedClientException"})
    void exchangesStaleCredentialsOnceMore(String code) {
        var refusals = new AtomicInteger(1);
        aws.on("GetQueryExecution", _ -> {
            if (refusals.getAndDecrement() > 0) {
                throw new FakeAws.Refusal(code, "stale");
            }
            return Map.of("QueryExecution", execution("id-1", "RUNNING", 1));
        });
        assertThat(athena.queries().get(ALICE, "id-1").id()).isEqualTo("id-1");
        assertThat(aws.exchanges()).isEqualTo(1);
        aws.refuse("GetQueryExecution", code, "stale");
        assertThatThrownBy(() -> athena.queries().get(ALICE, "id-1"))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("rejects the new credentials");
        assertThat(aws.exchanges()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            InvalidRequestException; QueryExecution x was not found; NotFound; QueryExecution x was not found. Send the execution_id that a query returned
            InvalidRequestException; Query has not yet finished. Current state: RUNNING; Invalid; Current state: RUNNING
            ResourceNotFoundException; Prepared statement p; NotFound; Prepared statement p
            TooManyRequestsException; You have exceeded the limit for the number of queries; Throttled; Wait a few seconds
            AccessDeniedException; You are not authorized to perform: athena:GetQueryExecution on the resource; Denied; athena:GetQueryExecution
            AccessDeniedException; Insufficient Lake Formation permission(s): Required Select on t; Denied; Required Select on t
            MetadataException; EntityNotFoundException: Database nope not found.; NotFound; Database nope not found.
            MetadataException; Insufficient Lake Formation permission(s) on d; Denied; Lake Formation
            MetadataException; Failed to invoke lambda function; Unavailable; Failed to invoke lambda function
            InvalidSignatureException; Signature expired; Unavailable; rejects this server's signature
            InternalServerException; m; Unavailable; Athena failed with HTTP 400
            """)
    void mapsRefusals(String code, String words, String kind, String sentence) {
        aws.refuse("GetQueryExecution", code, words);
        assertThatThrownBy(() -> athena.queries().get(ALICE, "x"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(sentence)
                .satisfies(
                        thrown -> assertThat(thrown.getClass().getSimpleName()).isEqualTo(kind));
    }

    @ParameterizedTest
    @CsvSource({"<html>a page</html>", "{}"})
    void saysThatAnotherServerIsNotAthena(String page) {
        aws.on("GetQueryExecution", _ -> page);
        assertThatThrownBy(() -> athena.queries().get(ALICE, "x"))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("AWS_ENDPOINT_URL_ATHENA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Rows\": [null]}",
                "{\"Rows\": [{\"Data\": [null]}]}",
                "{\"Rows\": [], \"ResultSetMetadata\": {\"ColumnInfo\": [null]}}"
            })
    void saysThatListsWithNullAreNotFromAthena(String result) throws IOException {
        aws.on("GetQueryExecution", _ -> Map.of("QueryExecution", execution("id-1", "SUCCEEDED", 1)));
        var execution = athena.queries().get(ALICE, "id-1");
        var resultSet = new ObjectMapper().readTree(result);
        aws.on("GetQueryResults", _ -> Map.of("ResultSet", resultSet));

        assertThatThrownBy(() -> athena.queries().rows(ALICE, execution, 10))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("AWS_ENDPOINT_URL_ATHENA");
    }
}
