package com.quiltdata.mcp.tools.sql;

import com.google.common.collect.Comparators;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryRows;
import com.quiltdata.mcp.catalog.sql.QueryRunner;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.FileProperties;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Waits for queries, asking at growing intervals. */
record QueryWaiter(QueryRunner queries) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration STOP_TIME = Duration.ofSeconds(5);

    /** Time before the deadline at which a call stops waiting, at most a quarter of what is left of it at first. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private static final int MARGIN_SHARE = 4;

    /**
     * Returns the execution when it has ended, or as it is shortly before the call's deadline. If the client hangs up
     * first, or the execution cannot be returned for another reason, the query is stopped: nobody would know its id.
     */
    QueryExecution await(Call call, QueryExecution started) {
        var returned = false;
        try {
            var execution = follow(call, started);
            returned = true;
            return execution;
        } finally {
            if (!returned) {
                stop(call, started.id());
            }
        }
    }

    /** Waits like {@link #await}, for an execution whose id is known or that must not be stopped. */
    QueryExecution follow(Call call, QueryExecution started) {
        var margin = margin(call);
        var pause = FIRST_PAUSE;
        var seen = started;
        for (int polls = 1; !seen.state().ended(); polls++) {
            var left = call.deadline().remaining().minus(margin);
            if (!left.isPositive()) {
                return seen;
            }
            LockSupport.parkNanos(Comparators.min(pause, left).toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new Failure.TooLate(
                        "The call was cancelled while the query %s was %s.".formatted(seen.id(), seen.state()));
            }
            seen = poll(call, seen, left);
            call.progress().report(polls, null, sentence(seen));
            pause = Comparators.min(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
        }
        return seen;
    }

    private static Duration margin(Call call) {
        return Comparators.min(MARGIN, call.deadline().remaining().dividedBy(MARGIN_SHARE));
    }

    private QueryExecution poll(Call call, QueryExecution last, Duration limit) {
        var asked = Tasks.start("query-state", () -> queries.get(call.caller(), last.id()));
        var known = asked.result().exceptionally(thrown -> unlessTemporary(thrown, last));
        return new Tasks.Task<>(known, asked.thread()).join(limit).orElse(last);
    }

    /** Returns the last known state if Athena could not be asked this time; throws what asking again does not mend. */
    private static QueryExecution unlessTemporary(Throwable thrown, QueryExecution last) {
        return switch (thrown) {
            case Failure.Throttled _, Failure.Unavailable _, Failure.TooLate _ -> last;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(thrown);
        };
    }

    /** Returns "RUNNING, 1.2 GB scanned". */
    static String sentence(QueryExecution execution) {
        var scanned = execution.scannedBytes();
        return scanned == null
                ? execution.state().name()
                : "%s, %s scanned".formatted(execution.state(), FileProperties.human(scanned));
    }

    /** Returns the first rows, or empty if they cannot be read before the call's deadline. */
    Optional<QueryRows> rows(Call call, QueryExecution succeeded, int max) {
        var remaining = call.deadline().remaining();
        var task = Tasks.start("query-rows", () -> queries.rows(call.caller(), succeeded, max));
        try {
            return task.join(remaining.minus(remaining.dividedBy(MARGIN_SHARE)));
        } finally {
            task.interrupt();
        }
    }

    /** Stops a query as well as it can in a few seconds, also when this thread is interrupted or its request has ended. */
    private void stop(Call call, String id) {
        var task = Tasks.start(
                "query-stop",
                () -> ByteBudget.scope(() -> {
                    queries.stop(call.caller(), id);
                    return true;
                }));
        var outcome = task.result().exceptionally(_ -> false);
        new Tasks.Task<>(outcome, task.thread()).join(STOP_TIME);
    }
}
