package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Attempt.FailedAttempt;
import com.quiltdata.mcp.catalog.Attempt.SuccessfulAttempt;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryRows;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.sql.QueryResult.RowRequest;
import java.util.List;
import java.util.Optional;

/** Runs statements and returns their results. */
record QueryExecutor(QueryStarter starter, QueryWaiter waiter, ScanPrice price) {
    /** Runs a statement that must be a read. */
    QueryResult read(Call call, String sql, QueryTarget target, RowRequest request) {
        request.format().requireText();
        var started = starter.read(call, sql, target);
        return result(call, waiter.await(call, started.execution()), started.warnings(), request);
    }

    /** Runs a statement of any kind. If the client hangs up, it runs on, because half of a change may be worse. */
    QueryResult change(Call call, Statement statement, QueryTarget target, RowRequest request) {
        var started = starter.any(call, statement, target);
        return result(call, waiter.follow(call, started.execution()), started.warnings(), request);
    }

    /** Waits for an execution of any process. */
    QueryResult results(Call call, String executionId, RowRequest request) {
        request.format().requireText();
        var execution = waiter.queries().get(call.caller(), executionId);
        return result(call, waiter.follow(call, execution), List.of(), request);
    }

    private QueryResult result(Call call, QueryExecution execution, List<String> warnings, RowRequest request) {
        var failure = QueryFailureMapper.of(execution);
        if (failure.isPresent()) {
            throw failure.get();
        }
        var rows = execution.state() == QueryState.SUCCEEDED
                ? rows(call, execution, request.max())
                : Optional.<QueryRows>empty();
        return QueryResult.of(
                new QueryResult.Source(execution, rows.orElse(null), request, warnings, price.of(execution)));
    }

    /** Reads rows; a failure names the query, which has been paid for and whose rows can be read again. */
    private Optional<QueryRows> rows(Call call, QueryExecution succeeded, int max) {
        return switch (Attempt.of(() -> waiter.rows(call, succeeded, max))) {
            case SuccessfulAttempt<Optional<QueryRows>>(var rows) -> rows;
            case FailedAttempt<Optional<QueryRows>>(var reason) ->
                throw reason.withMessage(
                        "The query %s succeeded, but its rows cannot be read: %s %s reads them without a new query."
                                .formatted(succeeded.id(), reason.sentence(), AthenaQueryResults.NAME));
        };
    }
}
