package com.quiltdata.mcp.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryRequest;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryQueries;
import com.quiltdata.mcp.testing.MemorySql;
import com.quiltdata.mcp.tool.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for queries, and what becomes of one that nobody waits for any more. */
final class QueryWaiterTest {
    private static final String ID = MemoryQueries.id(1);

    private final MemorySql sql = new MemorySql();
    private final MemoryQueries queries = sql.queries;
    private final QueryWaiter waiter = new QueryWaiter(queries);

    @AfterEach
    void interruptNothingElse() {
        Thread.interrupted();
    }

    private QueryExecution started() {
        return queries.start(Calls.any().caller(), new QueryRequest("SELECT 1", "AwsDataCatalog", null, null));
    }

    private static Call until(Duration deadline) {
        var any = Calls.any();
        return new Call(any.caller(), any.requestId(), Call.Deadline.in(deadline));
    }

    @Test
    void waitsUntilTheQueryHasEndedAndReportsProgress() {
        var reports = new ArrayList<String>();
        queries.polls = 3;
        queries.bytes = 2048;

        var execution = waiter.await(Calls.reporting(reports), started());

        assertThat(execution.state()).isEqualTo(QueryState.SUCCEEDED);
        assertThat(reports)
                .containsExactly(
                        "1.0/null QUEUED, 0 B scanned",
                        "2.0/null RUNNING, 2.0 KB scanned",
                        "3.0/null SUCCEEDED, 4.0 KB scanned");
        assertThat(queries.asked).doesNotContain("stop " + ID);
    }

    @Test
    void returnsARunningQueryBeforeTheDeadlineAndLetsItRun() {
        queries.polls = Integer.MAX_VALUE;
        var call = until(Duration.ofSeconds(1));

        var execution = waiter.await(call, started());

        assertThat(execution.state().ended()).isFalse();
        assertThat(call.deadline().remaining()).isPositive();
        assertThat(queries.asked).contains("get " + ID).doesNotContain("stop " + ID);
    }

    @Test
    void stopsTheQueryWhenTheClientHangsUp() {
        queries.polls = Integer.MAX_VALUE;
        var started = started();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> waiter.await(Calls.any(), started)).isInstanceOf(Failure.TooLate.class);

        assertThat(queries.asked).contains("stop " + ID);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void stopsTheQueryWhenTheClientHangsUpBetweenTwoQuestions() throws InterruptedException {
        queries.polls = Integer.MAX_VALUE;
        var started = started();
        var asked = new CountDownLatch(2);
        var any = Calls.any();
        var call =
                new Call(any.caller(), any.requestId(), any.deadline(), (_, _, _) -> asked.countDown(), any.inputs());
        var thread = Thread.ofVirtual()
                .start(() ->
                        assertThatThrownBy(() -> waiter.await(call, started)).isInstanceOf(Failure.TooLate.class));
        asked.await();

        thread.interrupt();
        thread.join();

        assertThat(queries.asked).contains("stop " + ID);
    }

    @Test
    void survivesThatAQueryCannotBeStopped() {
        queries.polls = Integer.MAX_VALUE;
        queries.faults.put("stop", new Failure.Unavailable("Athena is down"));
        var started = started();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> waiter.await(Calls.any(), started)).isInstanceOf(Failure.TooLate.class);
    }

    @Test
    void letsAFollowedQueryRunWhenTheClientHangsUp() {
        queries.polls = Integer.MAX_VALUE;
        var started = started();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> waiter.follow(Calls.any(), started)).hasMessageContaining(ID);

        assertThat(queries.asked).doesNotContain("stop " + ID);
    }

    @Test
    void keepsTheIdWhileAthenaIsUnavailable() {
        queries.faults.put("get", new Failure.Throttled("Rate exceeded", null));

        var execution = waiter.await(until(Duration.ofSeconds(1)), started());

        assertThat(execution.id()).isEqualTo(ID);
        assertThat(execution.state()).isEqualTo(QueryState.QUEUED);
    }

    @Test
    void stopsAQueryWhoseStateMayNotBeRead() {
        queries.faults.put("get", new Failure.Denied("Your role may not do athena:GetQueryExecution"));
        var started = started();

        assertThatThrownBy(() -> waiter.await(Calls.any(), started)).isInstanceOf(Failure.Denied.class);

        assertThat(queries.asked).contains("stop " + ID);
    }

    @Test
    void readsRowsAndThrowsWhatPreventsIt() {
        var execution = waiter.await(Calls.any(), started());

        assertThat(waiter.rows(Calls.any(), execution, 1)).isPresent();
        queries.faults.put("rows", new Failure.NotFound("The result object is gone"));
        assertThatThrownBy(() -> waiter.rows(Calls.any(), execution, 1)).isInstanceOf(Failure.NotFound.class);
    }
}
