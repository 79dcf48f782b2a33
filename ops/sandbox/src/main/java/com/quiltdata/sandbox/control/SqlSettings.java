package com.quiltdata.sandbox.control;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The behaviour of Athena and Glue.
 *
 * @param queuedMillis time that a new query is queued
 * @param runningMillis time that a query then runs, before the engine runs it
 * @param neverEnds whether queries run until they are stopped; one of these ends once this is false
 * @param fail the words with which new queries fail; empty: they do not
 * @param throttle number of the next requests that Athena and Glue refuse as too fast
 * @param activeLimit maximum number of queries that have not ended
 * @param workgroups number of further workgroups of other stacks, which are listed first
 * @param tables number of tables in the database {@code many}, which exists if there are any
 * @param scannedBytes bytes that each query scans; negative: those that it does scan
 * @param scanLimit maximum number of bytes that a query of a workgroup scans; 0: no limit
 * @param outputLocation whether workgroups have an output location
 */
public record SqlSettings(
        long queuedMillis,
        long runningMillis,
        boolean neverEnds,
        String fail,
        int throttle,
        int activeLimit,
        int workgroups,
        int tables,
        long scannedBytes,
        long scanLimit,
        boolean outputLocation) {
    static final SqlSettings GOOD = new SqlSettings(0, 0, false, "", 0, 200, 0, 0, -1, 0, true);

    /** The values to change; absent ones keep their value. */
    public record Change(
            @Nullable Long queuedMillis,
            @Nullable Long runningMillis,
            @Nullable Boolean neverEnds,
            @Nullable String fail,
            @Nullable Integer throttle,
            @Nullable Integer activeLimit,
            @Nullable Integer workgroups,
            @Nullable Integer tables,
            @Nullable Long scannedBytes,
            @Nullable Long scanLimit,
            @Nullable Boolean outputLocation) {}

    SqlSettings with(Change change) {
        return new SqlSettings(
                Objects.requireNonNullElse(change.queuedMillis(), queuedMillis),
                Objects.requireNonNullElse(change.runningMillis(), runningMillis),
                Objects.requireNonNullElse(change.neverEnds(), neverEnds),
                Objects.requireNonNullElse(change.fail(), fail),
                Objects.requireNonNullElse(change.throttle(), throttle),
                Objects.requireNonNullElse(change.activeLimit(), activeLimit),
                Objects.requireNonNullElse(change.workgroups(), workgroups),
                Objects.requireNonNullElse(change.tables(), tables),
                Objects.requireNonNullElse(change.scannedBytes(), scannedBytes),
                Objects.requireNonNullElse(change.scanLimit(), scanLimit),
                Objects.requireNonNullElse(change.outputLocation(), outputLocation));
    }

    /** Returns these settings after a request was throttled. */
    SqlSettings throttled() {
        return with(new Change(null, null, null, null, throttle - 1, null, null, null, null, null, null));
    }
}
