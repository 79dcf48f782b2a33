package com.quiltdata.mcp.catalog.athena;

import com.google.common.base.CharMatcher;
import com.google.common.collect.Lists;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.aws.AwsFailureMapper;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryRequest;
import com.quiltdata.mcp.catalog.sql.QueryRows;
import com.quiltdata.mcp.catalog.sql.QueryRunner;
import com.quiltdata.mcp.catalog.sql.QueryState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.ListQueryExecutionsResponse;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionResponse;

/** Runs statements in Athena as a caller. */
record AthenaQueryRunner(AthenaClients aws, AthenaWorkgroupReader workgroups, MemoryBudget memory)
        implements QueryRunner {
    /** Athena's own maximum for listing and describing executions. */
    private static final int PAGE = 50;

    @Override
    public QueryExecution start(Caller caller, QueryRequest request) {
        var named = request.workgroup();
        if (named != null) {
            try {
                return start(caller, request, named);
            } catch (Failure.Denied | Failure.NotFound e) { // it may be one that was cached before the role changed
                workgroups.forget(caller);
                throw e;
            }
        }
        var cached = workgroups.get(caller, null).name();
        try {
            return start(caller, request, cached);
        } catch (Failure.Denied | Failure.NotFound e) { // the role may have changed, or the workgroup is gone
            workgroups.forget(caller);
            var current = workgroups.get(caller, null).name();
            if (current.equals(cached)) {
                throw e;
            }
            return start(caller, request, current);
        }
    }

    /** Starts a statement. The token makes Athena start one query only, however often the SDK sends the request. */
    private QueryExecution start(Caller caller, QueryRequest request, String workgroup) {
        var token = UUID.randomUUID().toString();
        var id = begin(caller, request, workgroup, token);
        return new QueryExecution(
                id,
                QueryState.QUEUED,
                request.text(),
                null,
                null,
                workgroup,
                request.dataCatalog(),
                request.database(),
                null,
                new QueryExecution.Details(null, null, null, null));
    }

    private String begin(Caller caller, QueryRequest request, String workgroup, String token) {
        var start = StartQueryExecutionRequest.builder()
                .queryString(request.text())
                .clientRequestToken(token)
                .queryExecutionContext(c -> c.catalog(request.dataCatalog()).database(request.database()))
                .workGroup(workgroup)
                .build();
        var unanswered = new AtomicBoolean();
        try {
            var response = memory.scope(() -> aws.athena(caller, (athena, as) -> begin(athena, as, start, unanswered)));
            return aws.present(response.queryExecutionId());
        } catch (Failure.Unavailable | Failure.TooLate e) {
            throw unanswered.get()
                    ? e.withMessage(e.sentence()
                            + " Athena may have started the statement: check before you send one that writes again.")
                    : e;
        }
    }

    /** Sends the request; {@code unanswered} becomes whether Athena may have started the statement without saying so. */
    private static StartQueryExecutionResponse begin(
            AthenaClient athena,
            AwsRequestOverrideConfiguration as,
            StartQueryExecutionRequest start,
            AtomicBoolean unanswered) {
        try {
            var response = athena.startQueryExecution(
                    start.toBuilder().overrideConfiguration(as).build());
            unanswered.set(response.queryExecutionId() == null);
            return response;
        } catch (SdkException e) {
            unanswered.set(AwsFailureMapper.unanswered(e));
            throw e;
        }
    }

    @Override
    public QueryExecution get(Caller caller, String executionId) {
        try {
            var response = memory.scope(() -> aws.athena(
                    caller,
                    (athena, as) -> athena.getQueryExecution(
                            r -> r.queryExecutionId(executionId).overrideConfiguration(as))));
            return AthenaExecutions.of(aws.present(response.queryExecution()), aws);
        } catch (Failure.NotFound e) {
            throw e.withMessage("%s. Send the execution_id that a query returned; Athena keeps it for 45 days."
                    .formatted(CharMatcher.is('.').trimTrailingFrom(e.sentence())));
        }
    }

    @Override
    public QueryRows rows(Caller caller, QueryExecution succeeded, int maxRows) {
        return new AthenaResultReader(aws, memory, caller, succeeded, maxRows).read();
    }

    @Override
    public void stop(Caller caller, String executionId) {
        aws.athena(
                caller,
                (athena, as) -> athena.stopQueryExecution(
                        r -> r.queryExecutionId(executionId).overrideConfiguration(as)));
    }

    @Override
    public List<QueryExecution> recent(Caller caller, String workgroup, int max) {
        return Lists.partition(ids(caller, workgroup, max), PAGE).stream()
                .flatMap(ids -> describe(caller, ids))
                .sorted(Comparator.comparing(
                        (QueryExecution it) -> it.details().submitted(),
                        Comparator.nullsLast(Comparator.reverseOrder())))
                .toList();
    }

    private List<String> ids(Caller caller, String workgroup, int max) {
        var ids = new ArrayList<String>();
        String next = null;
        do {
            var page = list(caller, workgroup, next, Math.min(PAGE, max - ids.size()));
            ids.addAll(page.queryExecutionIds());
            next = page.nextToken();
        } while (next != null && ids.size() < max);
        return ids.subList(0, Math.min(max, ids.size()));
    }

    private ListQueryExecutionsResponse list(Caller caller, String workgroup, @Nullable String next, int max) {
        return memory.scope(() -> aws.athena(
                caller,
                (athena, as) -> athena.listQueryExecutions(r ->
                        r.workGroup(workgroup).nextToken(next).maxResults(max).overrideConfiguration(as))));
    }

    private Stream<QueryExecution> describe(Caller caller, List<String> ids) {
        return aws
                .athena(
                        caller,
                        (athena, as) -> athena.batchGetQueryExecution(
                                r -> r.queryExecutionIds(ids).overrideConfiguration(as)))
                .queryExecutions()
                .stream()
                .map(it -> AthenaExecutions.of(it, aws));
    }
}
