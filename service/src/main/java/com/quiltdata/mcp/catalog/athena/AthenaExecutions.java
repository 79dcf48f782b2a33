package com.quiltdata.mcp.catalog.athena;

import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryState;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.athena.model.QueryExecutionContext;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatistics;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;
import software.amazon.awssdk.services.athena.model.ResultConfiguration;

/** Maps executions as Athena describes them. */
final class AthenaExecutions {
    private AthenaExecutions() {}

    static QueryExecution of(software.amazon.awssdk.services.athena.model.QueryExecution from, AthenaClients aws) {
        var status = aws.present(from.status());
        var context = Optional.ofNullable(from.queryExecutionContext());
        var statistics = Optional.ofNullable(from.statistics());
        return new QueryExecution(
                aws.present(from.queryExecutionId()),
                aws.present(state(status.stateAsString())),
                Objects.requireNonNullElse(from.query(), ""),
                from.statementTypeAsString(),
                reason(status),
                from.workGroup(),
                context.map(QueryExecutionContext::catalog).orElse(null),
                context.map(QueryExecutionContext::database).orElse(null),
                statistics.map(QueryExecutionStatistics::dataScannedInBytes).orElse(null),
                new QueryExecution.Details(
                        status.submissionDateTime(),
                        status.completionDateTime(),
                        statistics
                                .map(QueryExecutionStatistics::engineExecutionTimeInMillis)
                                .map(Duration::ofMillis)
                                .orElse(null),
                        Optional.ofNullable(from.resultConfiguration())
                                .map(ResultConfiguration::outputLocation)
                                .orElse(null)));
    }

    private static @Nullable QueryState state(@Nullable String name) {
        return Arrays.stream(QueryState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String reason(QueryExecutionStatus status) {
        var reason = status.stateChangeReason();
        return reason == null && status.athenaError() != null
                ? status.athenaError().errorMessage()
                : reason;
    }
}
