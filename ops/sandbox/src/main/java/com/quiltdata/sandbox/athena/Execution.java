package com.quiltdata.sandbox.athena;

import com.quiltdata.sandbox.control.SqlSettings;
import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.sql.SqlEngine;
import com.quiltdata.sandbox.sql.SqlException;
import com.quiltdata.sandbox.sql.SqlResult;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The execution of a statement. */
final class Execution {
    /** The states of Athena. */
    enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /** What is executed, by whom and where. */
    record Query(Role role, SqlEngine.Statement statement, String workgroup, String outputLocation) {}

    /** How it ended. */
    private record End(
            State state, @Nullable String reason, @Nullable SqlResult result, Instant time) {}

    private final String id = UUID.randomUUID().toString();
    private final Instant submitted = Instant.now();
    private final Query query;
    private final SqlSettings settings;
    private boolean held;
    private @Nullable Future<?> task;
    private @Nullable End end;
    private boolean forgotten;

    Execution(Query query, SqlSettings settings) {
        this.query = query;
        this.settings = settings;
        held = settings.neverEnds();
    }

    String id() {
        return id;
    }

    Query query() {
        return query;
    }

    Instant submitted() {
        return submitted;
    }

    StatementKind kind() {
        return StatementKind.of(query.statement().text());
    }

    /** Returns whether it waits for its release, for the first time after that release. */
    synchronized boolean release() {
        boolean released = held && end == null;
        held = false;
        return released;
    }

    synchronized boolean held() {
        return held;
    }

    /** Keeps the task that will run it, which {@link #stop} cancels. */
    synchronized void scheduled(Future<?> scheduled) {
        task = scheduled;
        if (end != null) {
            scheduled.cancel(true);
        }
    }

    /** Runs the statement, unless it was stopped. */
    void run(SqlEngine engine) {
        if (ended()) {
            return;
        }
        End reached;
        try {
            if (!settings.fail().isEmpty()) {
                throw new SqlException(settings.fail());
            }
            reached = endOf(engine.run(query.role(), query.statement()));
        } catch (SqlException e) {
            reached = new End(State.FAILED, e.getMessage(), null, Instant.now());
        } catch (RuntimeException e) {
            reached = new End(State.FAILED, "GENERIC_INTERNAL_ERROR: " + e, null, Instant.now());
        }
        end(reached);
    }

    private End endOf(SqlResult result) {
        long limit = settings.scanLimit();
        if (limit > 0 && scanned(result) > limit) {
            result.close();
            return new End(State.CANCELLED, "Bytes scanned limit was exceeded", null, Instant.now());
        }
        return new End(State.SUCCEEDED, null, result, Instant.now());
    }

    /** Ends it, unless it has ended. */
    private synchronized void end(End reached) {
        if (end == null) {
            end = reached;
        } else if (reached.result() != null) {
            reached.result().close();
        }
    }

    /** Stops it; has no effect after its end. */
    synchronized void stop() {
        end(new End(State.CANCELLED, "Query cancelled by user", null, Instant.now()));
        if (task != null) {
            task.cancel(true);
        }
    }

    synchronized State state() {
        if (end != null) {
            return end.state();
        }
        return Instant.now().isBefore(submitted.plusMillis(settings.queuedMillis())) ? State.QUEUED : State.RUNNING;
    }

    synchronized boolean ended() {
        return end != null;
    }

    synchronized @Nullable String reason() {
        return end == null ? null : end.reason();
    }

    synchronized @Nullable Instant completed() {
        return end == null ? null : end.time();
    }

    /** Returns the bytes scanned so far. */
    synchronized long scanned() {
        SqlResult result = end == null ? null : end.result();
        return result == null || forgotten ? Math.max(0, settings.scannedBytes()) : scanned(result);
    }

    private long scanned(SqlResult result) {
        return settings.scannedBytes() < 0 ? result.scannedBytes() : settings.scannedBytes();
    }

    /** Returns the result; null if there is none, or it is no longer kept. */
    synchronized @Nullable SqlResult result() {
        return end == null || forgotten ? null : end.result();
    }

    /** Closes the result. */
    synchronized void forgetResult() {
        SqlResult result = result();
        forgotten = true;
        if (result != null) {
            result.close();
        }
    }
}
