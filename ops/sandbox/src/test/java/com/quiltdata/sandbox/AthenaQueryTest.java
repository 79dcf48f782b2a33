package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.AthenaException;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.TooManyRequestsException;

/** Queries through the Athena protocol: their states, results, limits and faults. */
final class AthenaQueryTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final AthenaClient WRITER = SANDBOX.athena("writer");
    private static final String WRITERS = "QuiltUserAthena-sandbox-ReadWriteQuiltBucket";
    private static final String TWO_ROWS = "SELECT * FROM (VALUES (1, 'a'), (2, NULL)) AS t (id, name) ORDER BY id";

    @AfterEach
    void reset() {
        settings("""
                "queuedMillis":0,"runningMillis":0,"neverEnds":false,"fail":"","throttle":0,"activeLimit":200,
                "scannedBytes":-1,"scanLimit":0,"outputLocation":true""");
        SANDBOX.control("DELETE", "/faults", "");
    }

    @AfterAll
    static void close() {
        WRITER.close();
        SANDBOX.close();
    }

    @Test
    void returnsHeaderThenRowsWithoutValuesForNull() {
        assertThat(results(ended(start(TWO_ROWS))).resultSet().rows())
                .extracting(AthenaQueryTest::values)
                .containsExactly(List.of("id", "name"), List.of("1", "a"), List.of("2", "NULL"));
    }

    @Test
    void returnsTypesOfColumns() {
        var columns = results(ended(start("SELECT CAST(1.50 AS DECIMAL(10, 2)) AS price, 'x' AS name")))
                .resultSet()
                .resultSetMetadata()
                .columnInfo();
        assertThat(columns)
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly("price decimal", "name varchar");
        assertThat(columns.getFirst().precision()).isEqualTo(10);
        assertThat(columns.getFirst().scale()).isEqualTo(2);
    }

    @Test
    void pagesResults() {
        String id = ended(start(TWO_ROWS)).queryExecutionId();
        var first = WRITER.getQueryResults(r -> r.queryExecutionId(id).maxResults(2));
        assertThat(first.resultSet().rows()).hasSize(2);
        var second = WRITER.getQueryResults(r -> r.queryExecutionId(id).nextToken(first.nextToken()));
        assertThat(second.resultSet().rows())
                .extracting(AthenaQueryTest::values)
                .containsExactly(List.of("2", "NULL"));
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void refusesMoreThanThousandRowsAPage() {
        String id = ended(start("SELECT 1")).queryExecutionId();
        assertThatThrownBy(
                        () -> WRITER.getQueryResults(r -> r.queryExecutionId(id).maxResults(1001)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Member must be between 1 and 1000");
    }

    @Test
    void returnsUtilityResultsWithoutHeader() {
        var execution = ended(start("SHOW DATABASES"));
        assertThat(execution.statementTypeAsString()).isEqualTo("UTILITY");
        assertThat(results(execution).resultSet().rows())
                .extracting(AthenaQueryTest::values)
                .contains(List.of("lab"))
                .doesNotContain(List.of("database_name"));
    }

    @Test
    void describesAnExecution() {
        var execution = ended(start(TWO_ROWS));
        assertThat(execution.query()).isEqualTo(TWO_ROWS);
        assertThat(execution.workGroup()).isEqualTo(WRITERS);
        assertThat(execution.statementTypeAsString()).isEqualTo("DML");
        assertThat(execution.substatementType()).isEqualTo("SELECT");
        assertThat(execution.queryExecutionContext().catalog()).isEqualTo("AwsDataCatalog");
        assertThat(execution.status().completionDateTime())
                .isAfterOrEqualTo(execution.status().submissionDateTime());
        assertThat(execution.statistics().dataScannedInBytes()).isNotNegative();
        assertThat(execution.resultConfiguration().outputLocation())
                .isEqualTo("s3://sandbox-athena-results-readwritequiltbucket-0/" + WRITERS + "/"
                        + execution.queryExecutionId() + ".csv");
    }

    @Test
    void queuesForTheSettingsTime() {
        settings("\"queuedMillis\":3600000");
        String id = start("SELECT 1");
        assertThat(execution(id).status().state()).isEqualTo(QueryExecutionState.QUEUED);
        assertThat(execution(id).status().completionDateTime()).isNull();
        stop(id);
    }

    @Test
    void runsForTheSettingsTime() {
        settings("\"runningMillis\":3600000");
        String id = start("SELECT 1");
        assertThat(execution(id).status().state()).isEqualTo(QueryExecutionState.RUNNING);
        assertThatThrownBy(() -> results(execution(id)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Query has not yet finished. Current state: RUNNING");
        stop(id);
    }

    @Test
    void stopsAQueryThatNeverEnds() {
        settings("\"neverEnds\":true");
        String id = start("SELECT 1");
        assertThat(execution(id).status().state()).isEqualTo(QueryExecutionState.RUNNING);
        stop(id);
        var stopped = execution(id);
        assertThat(stopped.status().state()).isEqualTo(QueryExecutionState.CANCELLED);
        assertThat(stopped.status().stateChangeReason()).isEqualTo("Query cancelled by user");
        assertThatThrownBy(() -> results(stopped)).hasMessageContaining("Final query state: CANCELLED");
    }

    @Test
    void endsAQueryOnceTheSettingNoLongerHoldsIt() {
        settings("\"neverEnds\":true");
        String id = start("SELECT 1");
        settings("\"neverEnds\":false");
        assertThat(ended(id).status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
    }

    @Test
    void leavesAnEndedQueryAloneWhenStopped() {
        String id = ended(start("SELECT 1")).queryExecutionId();
        stop(id);
        assertThat(execution(id).status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
    }

    @Test
    void failsWithTheEnginesWords() {
        var failed = ended(start("SELECT * FROM nothing_of_this_name"));
        assertThat(failed.status().state()).isEqualTo(QueryExecutionState.FAILED);
        assertThat(failed.status().stateChangeReason()).startsWith("TABLE_NOT_FOUND");
        assertThat(failed.status().athenaError().errorMessage()).startsWith("TABLE_NOT_FOUND");
    }

    @Test
    void failsWithTheSettingsWords() {
        settings("\"fail\":\"HIVE_BAD_DATA: Error parsing field value\"");
        assertThat(ended(start("SELECT 1")).status().stateChangeReason())
                .isEqualTo("HIVE_BAD_DATA: Error parsing field value");
    }

    @Test
    void cancelsAQueryAboveTheScanLimit() {
        settings("\"scannedBytes\":1001,\"scanLimit\":1000");
        var cancelled = ended(start("SELECT 1"));
        assertThat(cancelled.status().state()).isEqualTo(QueryExecutionState.CANCELLED);
        assertThat(cancelled.status().stateChangeReason()).isEqualTo("Bytes scanned limit was exceeded");
        assertThat(cancelled.statistics().dataScannedInBytes()).isEqualTo(1001);
    }

    @Test
    void startsARepeatedRequestOnce() {
        String token = "token-".repeat(6);
        var first = WRITER.startQueryExecution(
                r -> r.queryString("SELECT 1").workGroup(WRITERS).clientRequestToken(token));
        var second = WRITER.startQueryExecution(
                r -> r.queryString("SELECT 1").workGroup(WRITERS).clientRequestToken(token));
        assertThat(second.queryExecutionId()).isEqualTo(first.queryExecutionId());
        assertThatThrownBy(() -> WRITER.startQueryExecution(
                        r -> r.queryString("SELECT 2").workGroup(WRITERS).clientRequestToken(token)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Idempotent parameters do not match");
    }

    @Test
    void refusesAQueryThatIsTooLong() {
        assertThatThrownBy(() -> start("SELECT '" + "x".repeat(262_144) + "'"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("between 1 and 262144");
    }

    @Test
    void refusesAQueryWithoutOutputLocation() {
        settings("\"outputLocation\":false");
        assertThatThrownBy(() -> start("SELECT 1")).hasMessageContaining("No output location provided.");
    }

    @Test
    void refusesMoreActiveQueriesThanTheLimit() {
        settings("\"neverEnds\":true,\"activeLimit\":1");
        String id = start("SELECT 1");
        assertThatThrownBy(() -> start("SELECT 2"))
                .isInstanceOf(TooManyRequestsException.class)
                .hasMessageContaining("You have exceeded the limit for the number of queries you can run concurrently");
        stop(id);
    }

    @Test
    void throttlesAsManyRequestsAsSet() {
        settings("\"throttle\":1");
        assertThatThrownBy(() -> start("SELECT 1"))
                .isInstanceOfSatisfying(
                        AthenaException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException"));
        assertThat(start("SELECT 1")).isNotEmpty();
    }

    @Test
    void doesNotKnowAnotherId() {
        assertThatThrownBy(() -> execution("b7c4e9d0-0000-0000-0000-000000000000"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("QueryExecution b7c4e9d0-0000-0000-0000-000000000000 was not found");
    }

    @Test
    void keepsTheResultsOfTheLastQueries() {
        var first = ended(start("SELECT 1"));
        IntStream.range(0, 50).forEach(_ -> ended(start("SELECT 1")));
        assertThatThrownBy(() -> results(first)).hasMessageContaining("Could not find results");
        assertThat(execution(first.queryExecutionId()).status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
    }

    @Test
    void listsExecutionsNewestFirst() {
        String older = start("SELECT 1");
        String newer = start("SELECT 2");
        var page = WRITER.listQueryExecutions(r -> r.workGroup(WRITERS).maxResults(1));
        assertThat(page.queryExecutionIds()).containsExactly(newer);
        assertThat(WRITER.listQueryExecutions(
                                r -> r.workGroup(WRITERS).maxResults(1).nextToken(page.nextToken()))
                        .queryExecutionIds())
                .containsExactly(older);
    }

    @Test
    void describesSeveralExecutionsAtOnce() {
        String id = start("SELECT 1");
        var batch = WRITER.batchGetQueryExecution(r -> r.queryExecutionIds(id, "none"));
        assertThat(batch.queryExecutions())
                .extracting(QueryExecution::queryExecutionId)
                .containsExactly(id);
        assertThat(batch.unprocessedQueryExecutionIds())
                .singleElement()
                .satisfies(refused -> assertThat(refused.errorMessage()).contains("was not found"));
    }

    @Test
    void recordsTheOperationAndItsUser() {
        SANDBOX.control("DELETE", "/requests", "");
        start("SELECT 1");
        assertThat(SANDBOX.send("GET", "/sandbox/requests", null, null).body())
                .contains("\"plane\":\"athena\"", "\"operationName\":\"StartQueryExecution\"", "\"user\":\"writer\"");
    }

    @Test
    void appliesFaultsToAnOperation() {
        SANDBOX.control("POST", "/faults", """
                {"path":"athena","operation":"GetQueryExecution","status":500,"times":1}""");
        String id = start("SELECT 1");
        assertThatThrownBy(() -> execution(id))
                .isInstanceOfSatisfying(
                        AthenaException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
        assertThat(execution(id).queryExecutionId()).isEqualTo(id);
    }

    @Test
    void refusesForeignKeysAndSignatures() {
        var good = SANDBOX.credentials("writer");
        assertRefused("UnrecognizedClientException", "ASIAOTHER", good.secretAccessKey(), good.sessionToken());
        assertRefused("UnrecognizedClientException", good.accessKeyId(), good.secretAccessKey(), "other");
        assertRefused("InvalidSignatureException", good.accessKeyId(), "other", good.sessionToken());
    }

    @Test
    void refusesUnsignedRequests() {
        var unsigned = HttpRequest.newBuilder(URI.create(SANDBOX.sandbox().stsEndpoint()))
                .header("X-Amz-Target", "AmazonAthena.ListWorkGroups")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(SANDBOX.send(unsigned).body()).contains("MissingAuthenticationTokenException");
    }

    @Test
    void refusesExpiredSessions() {
        try (var own = new TestSandbox()) {
            own.control("POST", "/settings", "{\"credentialsSeconds\":-1}");
            try (var expired = own.athena("writer")) {
                assertThatThrownBy(() -> expired.listWorkGroups(_ -> {}))
                        .isInstanceOfSatisfying(
                                AthenaException.class,
                                e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException"));
            }
        }
    }

    private static void assertRefused(String code, String key, String secret, String token) {
        try (var client = SANDBOX.athena(AwsSessionCredentials.create(key, secret, token))) {
            assertThatThrownBy(() -> client.listWorkGroups(_ -> {}))
                    .isInstanceOfSatisfying(
                            AthenaException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
        }
    }

    private static void settings(String values) {
        SANDBOX.control("POST", "/settings", "{\"sql\":{" + values + "}}");
    }

    private static String start(String sql) {
        return WRITER.startQueryExecution(r ->
                        r.queryString(sql).workGroup(WRITERS).queryExecutionContext(context -> context.database("lab")))
                .queryExecutionId();
    }

    private static void stop(String id) {
        var _ = WRITER.stopQueryExecution(r -> r.queryExecutionId(id));
    }

    private static QueryExecution execution(String id) {
        return WRITER.getQueryExecution(r -> r.queryExecutionId(id)).queryExecution();
    }

    private static QueryExecution ended(String id) {
        QueryExecution now = execution(id);
        while (now.status().completionDateTime() == null) {
            Thread.onSpinWait();
            now = execution(id);
        }
        return now;
    }

    private static GetQueryResultsResponse results(QueryExecution execution) {
        return WRITER.getQueryResults(r -> r.queryExecutionId(execution.queryExecutionId()));
    }

    private static List<String> values(Row row) {
        return row.data().stream()
                .map(Datum::varCharValue)
                .map(value -> Objects.requireNonNullElse(value, "NULL"))
                .toList();
    }
}
