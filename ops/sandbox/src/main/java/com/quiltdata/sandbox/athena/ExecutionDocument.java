package com.quiltdata.sandbox.athena;

import static com.quiltdata.sandbox.athena.JsonRequest.output;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An execution as {@code GetQueryExecution} describes it. */
final class ExecutionDocument {
    private ExecutionDocument() {}

    static Map<String, @Nullable Object> of(Execution execution) {
        Execution.Query query = execution.query();
        StatementKind kind = execution.kind();
        String suffix = "DML".equals(kind.type()) ? ".csv" : ".txt";
        return output(
                "QueryExecutionId",
                execution.id(),
                "Query",
                query.statement().text(),
                "StatementType",
                kind.type(),
                "SubstatementType",
                kind.substatement(),
                "ResultConfiguration",
                output("OutputLocation", query.outputLocation() + execution.id() + suffix),
                "ResultReuseConfiguration",
                Map.of("ResultReuseByAgeConfiguration", Map.of("Enabled", false)),
                "QueryExecutionContext",
                output(
                        "Catalog", query.statement().dataCatalog(),
                        "Database", query.statement().database()),
                "Status",
                status(execution),
                "Statistics",
                statistics(execution),
                "WorkGroup",
                query.workgroup(),
                "EngineVersion",
                Workgroups.ENGINE);
    }

    private static Map<String, @Nullable Object> status(Execution execution) {
        Execution.State state = execution.state();
        String reason = execution.reason();
        Instant completed = execution.completed();
        return output(
                "State",
                state.name(),
                "StateChangeReason",
                reason,
                "SubmissionDateTime",
                seconds(execution.submitted()),
                "CompletionDateTime",
                completed == null ? null : seconds(completed),
                "AthenaError",
                state == Execution.State.FAILED
                        ? output("ErrorCategory", 2, "ErrorType", 1006, "Retryable", false, "ErrorMessage", reason)
                        : null);
    }

    private static Map<String, @Nullable Object> statistics(Execution execution) {
        Instant until = Objects.requireNonNullElseGet(execution.completed(), Instant::now);
        long total = Duration.between(execution.submitted(), until).toMillis();
        return output(
                "EngineExecutionTimeInMillis",
                total,
                "TotalExecutionTimeInMillis",
                total,
                "QueryQueueTimeInMillis",
                0,
                "ServiceProcessingTimeInMillis",
                0,
                "DataScannedInBytes",
                execution.scanned(),
                "ResultReuseInformation",
                Map.of("ReusedPreviousResult", false));
    }

    /** Returns a time as AWS's JSON writes it. */
    static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }
}
