package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryRequest;
import com.quiltdata.mcp.catalog.sql.QueryRows;
import com.quiltdata.mcp.catalog.sql.QueryRunner;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.ResultColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Queries in memory, in the workgroups of {@link MemoryWorkgroups}; remembers what was asked of it. */
public final class MemoryQueries implements QueryRunner {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    /** What was asked, such as {@code start SELECT 1} or {@code rows ID 11}. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** The requests that started a query, in their order. */
    public final List<QueryRequest> started = Collections.synchronizedList(new ArrayList<>());

    /** The result of queries whose text contains the key; all others return the one row and column {@code 1}. */
    public final Map<String, QueryRows> results = new LinkedHashMap<>();

    /** Why queries whose text contains the key fail. */
    public final Map<String, String> reasons = new LinkedHashMap<>();

    /** Why a request of a query, by its verb, fails: {@code start}, {@code get}, {@code rows}, {@code stop}. */
    public final Map<String, RuntimeException> faults = new HashMap<>();

    /** How often a query is asked before it has ended: the first is QUEUED, the others RUNNING. */
    public int polls = 2;

    /** The bytes that each question after the first adds to what a query has scanned. */
    public long bytes = 1_000;

    /** Reaches zero when a query is stopped. */
    public final CountDownLatch stopped = new CountDownLatch(1);

    private final MemoryWorkgroups workgroups;
    private final Map<String, QueryExecution> executions = new ConcurrentHashMap<>();
    private final Map<String, Integer> questions = new ConcurrentHashMap<>();

    public MemoryQueries(MemoryWorkgroups workgroups) {
        this.workgroups = workgroups;
    }

    /** Adds an execution of another process. */
    public MemoryQueries with(QueryExecution execution) {
        executions.put(execution.id(), execution);
        return this;
    }

    /** Returns the id of the n-th query that was started, from 1. */
    public static String id(int number) {
        return new UUID(0, number).toString();
    }

    @Override
    public QueryExecution start(Caller caller, QueryRequest request) {
        asked.add("start " + request.text());
        fail("start");
        var workgroup = workgroups.get(caller, request.workgroup());
        started.add(request);
        var id = id(started.size());
        var location = workgroup.outputLocation();
        var execution = new QueryExecution(
                id,
                QueryState.QUEUED,
                request.text(),
                "DML",
                null,
                workgroup.name(),
                request.dataCatalog(),
                request.database(),
                null,
                new QueryExecution.Details(NOW, null, null, location == null ? null : location + id + ".csv"));
        executions.put(id, execution);
        return execution;
    }

    @Override
    public QueryExecution get(Caller caller, String executionId) {
        asked.add("get " + executionId);
        fail("get");
        var execution = find(caller, executionId);
        if (execution.state().ended()) {
            return execution;
        }
        var number = questions.merge(executionId, 1, Integer::sum);
        var reason = of(reasons, execution.text());
        var next = number < polls
                ? state(execution, number == 1 ? QueryState.QUEUED : QueryState.RUNNING, null, number)
                : state(execution, reason == null ? QueryState.SUCCEEDED : QueryState.FAILED, reason, number);
        executions.put(executionId, next);
        return next;
    }

    @Override
    public QueryRows rows(Caller caller, QueryExecution succeeded, int maxRows) {
        asked.add("rows %s %d".formatted(succeeded.id(), maxRows));
        fail("rows");
        find(caller, succeeded.id());
        var result = of(results, succeeded.text());
        if (result == null) {
            return new QueryRows(
                    List.of(new ResultColumn("_col0", "integer", 10, 0)),
                    List.of(List.<@Nullable String>of("1")),
                    false);
        }
        var rows = result.rows();
        return new QueryRows(
                result.columns(),
                rows.subList(0, Math.min(maxRows, rows.size())),
                result.truncated() || rows.size() > maxRows);
    }

    @Override
    public void stop(Caller caller, String executionId) {
        asked.add("stop " + executionId);
        fail("stop");
        var execution = find(caller, executionId);
        if (!execution.state().ended()) {
            executions.put(executionId, state(execution, QueryState.CANCELLED, "Query was cancelled", 1));
        }
        stopped.countDown();
    }

    @Override
    public List<QueryExecution> recent(Caller caller, String workgroup, int max) {
        asked.add("recent %s %d".formatted(workgroup, max));
        workgroups.get(caller, workgroup);
        return executions.values().stream()
                .filter(it -> workgroup.equals(it.workgroup()))
                .sorted((a, b) -> b.id().compareTo(a.id()))
                .limit(max)
                .toList();
    }

    private QueryExecution find(Caller caller, String id) {
        var execution = executions.get(id);
        if (execution == null) {
            throw new Failure.NotFound("There is no query `%s`.".formatted(id));
        }
        workgroups.get(caller, execution.workgroup());
        return execution;
    }

    private QueryExecution state(QueryExecution from, QueryState state, @Nullable String reason, int number) {
        return new QueryExecution(
                from.id(),
                state,
                from.text(),
                from.statementType(),
                reason,
                from.workgroup(),
                from.dataCatalog(),
                from.database(),
                bytes * (number - 1),
                new QueryExecution.Details(
                        NOW,
                        state.ended() ? NOW.plusSeconds(number) : null,
                        state.ended() ? Duration.ofSeconds(number) : null,
                        from.details().outputLocation()));
    }

    private void fail(String verb) {
        var fault = faults.get(verb);
        if (fault != null) {
            throw fault;
        }
    }

    private static <T> @Nullable T of(Map<String, T> byPart, String text) {
        return byPart.entrySet().stream()
                .filter(it -> text.contains(it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
