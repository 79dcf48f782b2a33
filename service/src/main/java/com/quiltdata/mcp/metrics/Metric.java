package com.quiltdata.mcp.metrics;

import static com.quiltdata.mcp.metrics.Label.AREA;
import static com.quiltdata.mcp.metrics.Label.BREAKER;
import static com.quiltdata.mcp.metrics.Label.CACHE;
import static com.quiltdata.mcp.metrics.Label.ERROR_TYPE;
import static com.quiltdata.mcp.metrics.Label.GC;
import static com.quiltdata.mcp.metrics.Label.GEN_AI_TOOL_NAME;
import static com.quiltdata.mcp.metrics.Label.MCP_METHOD_NAME;
import static com.quiltdata.mcp.metrics.Label.OPERATION;
import static com.quiltdata.mcp.metrics.Label.OUTCOME;
import static com.quiltdata.mcp.metrics.Label.POOL;
import static com.quiltdata.mcp.metrics.Label.REASON;
import static com.quiltdata.mcp.metrics.Label.RESULT;
import static com.quiltdata.mcp.metrics.Label.UPSTREAM;

import java.util.List;

/** Every metric below {@link Level#DETAILED}, described once: what is registered, scraped and documented is this. */
public enum Metric {
    TOOL_CALLS(
            "quilt_mcp_tool_calls_total",
            Type.COUNTER,
            "calls",
            Level.MINIMAL,
            "Tool calls that ended; `outcome` is `ok`, `asked` (the user is to answer something first), `unauthenticated`,"
                    + " the failure's kind (`invalid`, `not_found`, `denied`, `conflict`, `throttled`, `too_large`,"
                    + " `declined`, `too_late`, `unavailable`), or `error` for what nobody foresaw.",
            OUTCOME),
    CALLS_UNDER_WAY(
            "quilt_mcp_calls_under_way",
            Type.GAUGE,
            "calls",
            Level.MINIMAL,
            "Calls under way."),
    CALLS_LIMIT(
            "quilt_mcp_calls_limit",
            Type.GAUGE,
            "calls",
            Level.MINIMAL,
            "Maximum number of calls under way of accepted callers: `QUILT_MCP_CONCURRENT_CALLS`."),
    GATE_REFUSALS(
            "quilt_mcp_gate_refusals_total",
            Type.COUNTER,
            "calls",
            Level.MINIMAL,
            "Calls turned away before they started with HTTP 429, or 503 for `server`, because a limit was reached.",
            REASON),
    BYTES_HELD(
            "quilt_mcp_bytes_held",
            Type.GAUGE,
            "bytes",
            Level.MINIMAL,
            "What requests hold of the memory lent to them: bodies, objects read, manifests, listings, answers of the"
                    + " registry."),
    BYTES_LIMIT(
            "quilt_mcp_bytes_limit",
            Type.GAUGE,
            "bytes",
            Level.MINIMAL,
            "What they may hold together: `QUILT_MCP_MEMORY_BYTES`, by default a third of the heap."),
    BYTES_WAITS(
            "quilt_mcp_bytes_waits_total",
            Type.COUNTER,
            "waits",
            Level.MINIMAL,
            "How often a request waited for bytes that others held."),
    BYTES_REFUSALS(
            "quilt_mcp_bytes_refusals_total",
            Type.COUNTER,
            "refusals",
            Level.MINIMAL,
            "How often bytes were not to be had: not in time, and the caller is told to come back, or more than there are."),
    ARRIVALS(
            "quilt_mcp_arrivals_under_way",
            Type.GAUGE,
            "requests",
            Level.MINIMAL,
            "Requests that are receiving their bodies: at most `QUILT_MCP_ARRIVALS`."),
    ARRIVAL_REFUSALS(
            "quilt_mcp_arrival_refusals_total",
            Type.COUNTER,
            "requests",
            Level.MINIMAL,
            "Requests refused before their bodies had arrived, with HTTP 408, 429 or 503.",
            REASON),
    JUDGEMENTS(
            "quilt_mcp_judgements_total",
            Type.COUNTER,
            "judgements",
            Level.MINIMAL,
            "Questions to the registry whether it accepts a token; `outcome` is `accepted`, `refused`, or `none` where it"
                    + " gave no verdict.",
            OUTCOME),
    ADMISSION_REFUSALS(
            "quilt_mcp_admission_refusals_total",
            Type.COUNTER,
            "requests",
            Level.MINIMAL,
            "Requests that were turned away before any work: with HTTP 401 for `token`, else 429.",
            REASON),
    UNJUDGED_UNDER_WAY(
            "quilt_mcp_unjudged_under_way",
            Type.GAUGE,
            "requests",
            Level.MINIMAL,
            "Requests under way whose token has no verdict; the maximum is `QUILT_MCP_UNJUDGED_REQUESTS`."),
    CREDENTIAL_EXCHANGES(
            "quilt_mcp_credential_exchanges_total",
            Type.COUNTER,
            "exchanges",
            Level.MINIMAL,
            "Exchanges of a caller's bearer for AWS credentials at the registry; `outcome` is `ok`, `refused` (the registry"
                    + " refuses this caller), or `failed`.",
            OUTCOME),
    INTERNAL_ERRORS(
            "quilt_mcp_internal_errors_total",
            Type.COUNTER,
            "errors",
            Level.MINIMAL,
            "Errors that nobody foresaw: each has a line `error=` at ERROR in the log, with its trace."),
    DRAINING(
            "quilt_mcp_draining",
            Type.GAUGE,
            "1",
            Level.MINIMAL,
            "1 from SIGTERM on, while health paths answer 503 and requests are still taken; else 0."),
    START_TIME(
            "process_start_time_seconds",
            Type.GAUGE,
            "seconds",
            Level.MINIMAL,
            "When the process started, in seconds since 1970."),
    CPU_TIME("process_cpu_seconds_total", Type.COUNTER, "seconds", Level.MINIMAL, "Processor time that it has used."),
    RESIDENT_MEMORY(
            "process_resident_memory_bytes",
            Type.GAUGE,
            "bytes",
            Level.MINIMAL,
            "What it has of the machine's memory, heap and all else; on Linux."),
    MEMORY_USED("jvm_memory_used_bytes", Type.GAUGE, "bytes", Level.MINIMAL, "Memory used, garbage included.", AREA),
    MEMORY_MAX("jvm_memory_max_bytes", Type.GAUGE, "bytes", Level.MINIMAL, "Its limit; -1 where it has none.", AREA),
    POOL_LIVE(
            "jvm_memory_pool_collection_used_bytes",
            Type.GAUGE,
            "bytes",
            Level.MINIMAL,
            "What the last collection of a pool of the heap left in it: what is really needed.",
            POOL),
    POOL_MAX("jvm_memory_pool_max_bytes", Type.GAUGE, "bytes", Level.MINIMAL, "A pool's limit; -1 where none.", POOL),
    GC_TIME(
            "jvm_gc_collection_seconds",
            Type.SUMMARY,
            "seconds",
            Level.MINIMAL,
            "Collections: how many, how long.",
            GC),
    OPERATION_DURATION(
            "mcp_server_operation_duration_seconds",
            Type.HISTOGRAM,
            "seconds",
            Level.STANDARD,
            "How long tool calls took, by tool: OpenTelemetry's `mcp.server.operation.duration`, with its buckets.",
            MCP_METHOD_NAME,
            GEN_AI_TOOL_NAME,
            ERROR_TYPE),
    REQUESTS(
            "quilt_mcp_requests_total",
            Type.COUNTER,
            "requests",
            Level.STANDARD,
            "JSON-RPC requests answered; `outcome` is `ok`, `unauthenticated`, or the number of the JSON-RPC error. A tool"
                    + " that fails is an `ok` request.",
            MCP_METHOD_NAME,
            OUTCOME),
    UPSTREAM_DURATION(
            "quilt_mcp_upstream_duration_seconds",
            Type.HISTOGRAM,
            "seconds",
            Level.STANDARD,
            "How long exchanges with the catalog, the registry and S3 took; `outcome` is `ok`, the HTTP status of a"
                    + " refusal, `too_late`, `unavailable`, `too_large` or `error`. GraphQL errors within HTTP 200 are `ok`.",
            UPSTREAM,
            OPERATION,
            OUTCOME),
    BREAKER_STATE(
            "quilt_mcp_breaker_state",
            Type.GAUGE,
            "1",
            Level.MINIMAL,
            "0 while an upstream is asked; 2 while nothing is asked of it, as it was out of reach or failing; 1 while a few"
                    + " calls try it out.",
            BREAKER),
    BREAKER_REFUSALS(
            "quilt_mcp_breaker_refusals_total",
            Type.COUNTER,
            "exchanges",
            Level.MINIMAL,
            "Exchanges that were not begun because the upstream's breaker held them back.",
            BREAKER),
    CACHE_LOOKUPS(
            "quilt_mcp_cache_lookups_total",
            Type.COUNTER,
            "lookups",
            Level.STANDARD,
            "Lookups in a cache of callers' things.",
            CACHE,
            RESULT);

    /** What Prometheus takes it for. */
    public enum Type {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Counts in buckets. */
        HISTOGRAM,
        /** Counts and adds up. */
        SUMMARY
    }

    private final String scraped;
    private final Type type;
    private final String unit;
    private final Level level;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<Label> labels;

    Metric(String scraped, Type type, String unit, Level level, String meaning, Label... labels) {
        this.scraped = scraped;
        this.type = type;
        this.unit = unit;
        this.level = level;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** The name, as scraped; a histogram's has {@code _bucket}, {@code _count} or {@code _sum} behind it, a summary's the latter two. */
    public String scraped() {
        return scraped;
    }

    public Type type() {
        return type;
    }

    public String unit() {
        return unit;
    }

    /** The least level at which it is measured. */
    public Level level() {
        return level;
    }

    /** What it tells, in a sentence or two. */
    public String meaning() {
        return meaning;
    }

    public List<Label> labels() {
        return labels;
    }

    /** Whether it is read when scraped, from what {@link Meters#watch} was given. */
    boolean watched() {
        return this == DRAINING || scraped.startsWith("quilt_mcp_bytes_");
    }

    /** Whether it is told by the JVM, and not by what the server does. */
    boolean ofTheJvm() {
        return scraped.startsWith("jvm_") || scraped.startsWith("process_");
    }

    String[] labelNames() {
        return labels.stream().map(Label::label).toArray(String[]::new);
    }
}
