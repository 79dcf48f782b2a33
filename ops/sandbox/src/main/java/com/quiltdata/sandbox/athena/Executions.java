package com.quiltdata.sandbox.athena;

import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.control.SqlSettings;
import com.quiltdata.sandbox.sql.SqlEngine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The last executions, with the results of the last few. */
final class Executions implements AutoCloseable {
    private static final int MAX_EXECUTIONS = 10_000;
    private static final int MAX_RESULTS = 50;
    private static final int THREADS = 4;

    private final SqlEngine engine;
    private final Settings settings;
    private final LinkedHashMap<String, Execution> byId = new LinkedHashMap<>();
    private final Deque<Execution> withResults = new ArrayDeque<>();
    // Calls of native code would pin virtual threads, of which there are as few as processors.
    private final ScheduledThreadPoolExecutor workers = new ScheduledThreadPoolExecutor(
            THREADS, Thread.ofPlatform().daemon().name("athena-", 0).factory());

    Executions(SqlEngine engine, Settings settings) {
        this.engine = engine;
        this.settings = settings;
        workers.setRemoveOnCancelPolicy(true);
    }

    /** Starts a query; empty if too many have not ended. */
    synchronized Optional<Execution> start(Execution.Query query) {
        SqlSettings now = settings.values().sql();
        long active = byId.values().stream().filter(known -> !known.ended()).count();
        if (active >= now.activeLimit()) {
            return Optional.empty();
        }
        if (byId.size() == MAX_EXECUTIONS) {
            Execution oldest = byId.pollFirstEntry().getValue();
            oldest.stop();
            oldest.forgetResult();
        }
        var execution = new Execution(query, now);
        byId.put(execution.id(), execution);
        if (!execution.held()) {
            schedule(execution, now);
        }
        return Optional.of(execution);
    }

    private void schedule(Execution execution, SqlSettings now) {
        execution.scheduled(workers.schedule(
                () -> run(execution), now.queuedMillis() + now.runningMillis(), TimeUnit.MILLISECONDS));
    }

    private void run(Execution execution) {
        execution.run(engine);
        Execution oldest = null;
        synchronized (withResults) {
            withResults.addLast(execution);
            if (withResults.size() > MAX_RESULTS) {
                oldest = withResults.removeFirst();
            }
        }
        if (oldest != null) {
            oldest.forgetResult();
        }
    }

    synchronized Optional<Execution> find(String id) {
        Optional<Execution> found = Optional.ofNullable(byId.get(id));
        SqlSettings now = settings.values().sql();
        found.filter(execution -> !now.neverEnds() && execution.release())
                .ifPresent(execution -> schedule(execution, now));
        return found;
    }

    /** Returns the executions of a workgroup, newest first. */
    synchronized List<Execution> in(String workgroup) {
        return new ArrayList<>(byId.values())
                .reversed().stream()
                        .filter(execution -> execution.query().workgroup().equals(workgroup))
                        .toList();
    }

    @Override
    public void close() {
        // Interrupts what runs, which still uses the engine.
        workers.shutdownNow();
        try {
            var _ = workers.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
    }
}
