package com.quiltdata.sandbox.athena;

import static com.quiltdata.sandbox.athena.JsonRequest.output;

import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.sql.SqlEngine;
import com.quiltdata.sandbox.sql.TableCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Athena's operations on queries. */
public final class Queries implements AutoCloseable {
    private static final int MAX_QUERY = 262_144;
    private static final int MAX_TOKENS = 10_000;
    private static final String PRIMARY = "primary";

    /** The parameters of a request with a token, and the execution that it started. */
    private record Started(Map<String, @Nullable Object> input, String id) {}

    private final Executions executions;
    private final Workgroups workgroups;
    private final Map<String, Started> tokens = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Started> eldest) {
            return size() > MAX_TOKENS;
        }
    };

    public Queries(SqlEngine engine, Settings settings, Workgroups workgroups) {
        this.workgroups = workgroups;
        executions = new Executions(engine, settings);
    }

    Map<String, Operation> operations() {
        var operations = new HashMap<String, Operation>();
        operations.put("StartQueryExecution", this::start);
        operations.put("GetQueryExecution", request -> output("QueryExecution", ExecutionDocument.of(find(request))));
        operations.put("GetQueryResults", request -> ResultPage.of(find(request), request));
        operations.put("StopQueryExecution", this::stop);
        operations.put("ListQueryExecutions", this::list);
        operations.put("BatchGetQueryExecution", this::batch);
        return operations;
    }

    private synchronized Map<String, @Nullable Object> start(JsonRequest request) {
        String text = request.text("QueryString", 1, MAX_QUERY);
        String token = request.text("ClientRequestToken", 32, 128);
        String workgroup = workgroup(request);
        workgroups.check(request, workgroup);
        Started before = tokens.get(workgroup + " " + token);
        if (before != null && !before.input().equals(request.input())) {
            throw request.invalid("Idempotent parameters do not match");
        } else if (before != null) {
            return output("QueryExecutionId", before.id());
        }
        String location = outputLocation(request);
        var context = request.object("QueryExecutionContext");
        var statement = new SqlEngine.Statement(
                text,
                Objects.requireNonNullElse(text(context, "Catalog"), TableCatalog.GLUE),
                text(context, "Database"));
        String id = executions
                .start(new Execution.Query(request.role(), statement, workgroup, location))
                .map(Execution::id)
                .orElseThrow(Queries::tooMany);
        tokens.put(workgroup + " " + token, new Started(request.input(), id));
        return output("QueryExecutionId", id);
    }

    private static @Nullable String text(Map<String, @Nullable Object> object, String name) {
        return object.get(name) instanceof String text ? text : null;
    }

    private static String workgroup(JsonRequest request) {
        return Objects.requireNonNullElse(request.optionalText("WorkGroup"), PRIMARY);
    }

    /** Returns the workgroup's folder, which no request overrides. */
    private String outputLocation(JsonRequest request) {
        String location = workgroups.outputLocation(request.role());
        if (location == null) {
            location = text(request.object("ResultConfiguration"), "OutputLocation");
        }
        if (location == null) {
            throw request.invalid("No output location provided. An output location is required either through the"
                    + " Workgroup result configuration setting or as an API input.");
        }
        return location;
    }

    private static AwsException tooMany() {
        return new AwsException(
                "TooManyRequestsException",
                "You have exceeded the limit for the number of queries you can run concurrently. Please reduce the"
                        + " number of concurrent queries submitted by this account.",
                Map.of("Reason", "CONCURRENT_QUERY_LIMIT_EXCEEDED"));
    }

    private Execution find(JsonRequest request) {
        return find(request, request.name("QueryExecutionId"));
    }

    private Execution find(JsonRequest request, String id) {
        Execution execution =
                executions.find(id).orElseThrow(() -> request.invalid("QueryExecution " + id + " was not found"));
        workgroups.check(request, execution.query().workgroup());
        return execution;
    }

    private Map<String, @Nullable Object> stop(JsonRequest request) {
        find(request).stop();
        return Map.of();
    }

    private Map<String, @Nullable Object> list(JsonRequest request) {
        String workgroup = workgroup(request);
        workgroups.check(request, workgroup);
        var page = Page.of(executions.in(workgroup), request, request.maxResults(0, 50, 50));
        return output(
                "QueryExecutionIds", page.items().stream().map(Execution::id).toList(), "NextToken", page.next());
    }

    private Map<String, @Nullable Object> batch(JsonRequest request) {
        List<?> ids = request.list("QueryExecutionIds");
        if (ids.isEmpty() || ids.size() > 50) {
            throw request.invalid("Value at 'queryExecutionIds' failed to satisfy constraint: Member must have length"
                    + " between 1 and 50");
        }
        var found = new ArrayList<@Nullable Object>();
        var refused = new ArrayList<@Nullable Object>();
        for (Object id : ids) {
            try {
                found.add(ExecutionDocument.of(find(request, String.valueOf(id))));
            } catch (AwsException e) {
                refused.add(Json.of("QueryExecutionId", id, "ErrorCode", e.type(), "ErrorMessage", e.getMessage()));
            }
        }
        return output("QueryExecutions", found, "UnprocessedQueryExecutionIds", refused);
    }

    @Override
    public void close() {
        executions.close();
    }
}
