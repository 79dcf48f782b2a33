package com.quiltdata.mcp.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryState;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The failures of queries by Athena's reasons. */
final class QueryFailureMapperTest {
    record Reason(QueryState state, String text, String kind, String advice) {}

    static Stream<Reason> reasons() {
        return Stream.of(
                failed("TABLE_NOT_FOUND: line 1:15: Table 'a.b.c' does not exist", "not_found", "athena_tables_list"),
                failed("COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved", "invalid", "athena_table_schema"),
                failed("SCHEMA_NOT_FOUND: line 1:15: Schema 'x' does not exist", "not_found", "SHOW DATABASES"),
                failed("MISSING_SCHEMA_NAME: line 1:15: Schema must be specified", "invalid", "before the table"),
                failed("CATALOG_NOT_FOUND: line 1:15: Catalog 'x' does not exist", "not_found", "AwsDataCatalog"),
                failed("SYNTAX_ERROR: line 1:8: Column x", "invalid", "Athena's dialect is Trino's"),
                failed("line 1:1: mismatched input 'SELEC'", "invalid", "Athena's dialect is Trino's"),
                failed("TYPE_MISMATCH: line 1:8: Cannot apply operator", "invalid", "CAST"),
                failed(
                        "PERMISSION_DENIED: User: arn:aws:sts::1:assumed-role/R/s is not authorized to perform:"
                                + " glue:GetTable on resource: arn:aws:glue:t",
                        "denied",
                        "Glue, Lake Formation or S3"),
                failed("Insufficient Lake Formation permission(s) on t", "denied", "Lake Formation"),
                failed(
                        "HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split: Access Denied (Service: Amazon S3; Status"
                                + " Code: 403; Error Code: AccessDenied)",
                        "denied",
                        "administrator"),
                failed("EXHAUSTED_RESOURCES: Query exhausted resources at this scale factor", "too_large", "smaller"),
                failed("EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node memory", "too_large", "smaller"),
                failed("Bytes scanned limit was exceeded", "too_large", "partition columns"),
                new Reason(QueryState.CANCELLED, "Bytes scanned limit was exceeded", "too_large", "partition columns"),
                new Reason(QueryState.CANCELLED, "Query cancelled by user", "conflict", "Run it again"),
                failed("GENERIC_INTERNAL_ERROR: null", "unavailable", "Try again"),
                failed("HIVE_BAD_DATA: Error parsing field value", "invalid", "Change the query"),
                failed("DIVISION_BY_ZERO: Division by zero", "invalid", "Change the query"));
    }

    private static Reason failed(String text, String kind, String advice) {
        return new Reason(QueryState.FAILED, text, kind, advice);
    }

    private static QueryExecution execution(QueryState state, @Nullable String reason) {
        return new QueryExecution(
                "id-1",
                state,
                "SELECT 1",
                "DML",
                reason,
                null,
                null,
                null,
                null,
                new QueryExecution.Details(null, null, null, null));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void saysWhatToDoByAthenasReason(Reason reason) {
        var failure =
                QueryFailureMapper.of(execution(reason.state(), reason.text())).orElseThrow();

        assertThat(failure.kind()).isEqualTo(reason.kind());
        assertThat(failure).hasMessageContaining(reason.text()).hasMessageContaining(reason.advice());
    }

    @Test
    void makesOneLineOfAReasonAndBoundsIt() {
        var failure = QueryFailureMapper.of(execution(QueryState.FAILED, " a\n\tb\u0000 " + "x".repeat(5_000)))
                .orElseThrow();

        assertThat(String.valueOf(failure.getMessage()))
                .contains("failed: a b x")
                .hasSizeLessThan(1_200);
        assertThat(QueryFailureMapper.of(execution(QueryState.FAILED, null)).orElseThrow())
                .hasMessageContaining("Athena gives no reason.");
    }

    @Test
    void letsOtherStatesPass() {
        for (var state : new QueryState[] {QueryState.QUEUED, QueryState.RUNNING, QueryState.SUCCEEDED}) {
            assertThat(QueryFailureMapper.of(execution(state, "x"))).isEmpty();
        }
    }
}
