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
import static com.quiltdata.mcp.metrics.Level.MINIMAL;
import static com.quiltdata.mcp.metrics.Level.STANDARD;
import static com.quiltdata.mcp.metrics.MetricType.COUNTER;
import static com.quiltdata.mcp.metrics.MetricType.GAUGE;
import static com.quiltdata.mcp.metrics.MetricType.HISTOGRAM;
import static com.quiltdata.mcp.metrics.MetricType.SUMMARY;

import java.util.List;

/** Every metric below {@link Level#DETAILED}, described once: what is registered, scraped and documented is this. */
public enum Metric {
    TOOL_CALLS(
            "quilt_mcp_tool_calls_total",
            COUNTER,
            "calls",
            MINIMAL,
            "Tool calls that ended; `outcome` is `ok`, `asked` (the user is to answer something first), `unauthenticated`,"
                    + " the failure's kind (`invalid`, `not_found`, `denied`, `conflict`, `throttled`, `too_large`,"
                    + " `declined`, `too_late`, `unavailable`), or `error` for what nobody foresaw.",
            OUTCOME),
    CALLS_UNDER_WAY("quilt_mcp_calls_under_way", GAUGE, "calls", MINIMAL, "Calls under way."),
    CALLS_LIMIT(
            "quilt_mcp_calls_limit",
            GAUGE,
            "calls",
            MINIMAL,
            "Maximum number of calls under way of accepted callers: `QUILT_MCP_CONCURRENT_CALLS`."),
    GATE_REFUSALS(
            "quilt_mcp_gate_refusals_total",
            COUNTER,
            "calls",
            MINIMAL,
            "Calls turned away before they started with HTTP 429, or 503 for `server`, because a limit was reached.",
            REASON),
    BYTES_HELD(
            "quilt_mcp_bytes_held",
            GAUGE,
            "bytes",
            MINIMAL,
            "Bytes of memory that requests hold for bodies, objects read, manifests, listings and answers of the registry."),
    BYTES_LIMIT(
            "quilt_mcp_bytes_limit",
            GAUGE,
            "bytes",
            MINIMAL,
            "Maximum number of bytes that requests may hold together: `QUILT_MCP_MEMORY_BYTES`, by default a third of the heap."),
    BYTES_WAITS("quilt_mcp_bytes_waits_total", COUNTER, "waits", MINIMAL, "Waits for bytes that others held."),
    BYTES_REFUSALS(
            "quilt_mcp_bytes_refusals_total",
            COUNTER,
            "refusals",
            MINIMAL,
            "How often a request was refused for want of bytes: none became free in time, or it needs more than the limit."),
    ARRIVALS("quilt_mcp_arrivals_under_way", GAUGE, "requests", MINIMAL, "Requests receiving a body."),
    ARRIVAL_REFUSALS(
            "quilt_mcp_arrival_refusals_total",
            COUNTER,
            "requests",
            MINIMAL,
            "Requests refused before their bodies had arrived, with HTTP 408, 429 or 503.",
            REASON),
    JUDGEMENTS(
            "quilt_mcp_judgements_total",
            COUNTER,
            "judgements",
            MINIMAL,
            "Questions to the registry whether it accepts a token; `outcome` is `accepted`, `refused`, or `none` where it"
                    + " gave no verdict.",
            OUTCOME),
    ADMISSION_REFUSALS(
            "quilt_mcp_admission_refusals_total",
            COUNTER,
            "requests",
            MINIMAL,
            "Requests that were turned away before any work: with HTTP 401 for `token`, else 429.",
            REASON),
    UNJUDGED_UNDER_WAY(
            "quilt_mcp_unjudged_under_way", GAUGE, "requests", MINIMAL, "Requests under way without a verdict."),
    CREDENTIAL_EXCHANGES(
            "quilt_mcp_credential_exchanges_total",
            COUNTER,
            "exchanges",
            MINIMAL,
            "Exchanges of a caller's bearer for AWS credentials at the registry; `outcome` is `ok`, `refused` (the registry"
                    + " refuses this caller), or `failed`.",
            OUTCOME),
    INTERNAL_ERRORS(
            "quilt_mcp_internal_errors_total",
            COUNTER,
            "errors",
            MINIMAL,
            "Errors that nobody foresaw: each has a line `error=` at ERROR in the log, with its trace."),
    DRAINING(
            "quilt_mcp_draining",
            GAUGE,
            "1",
            MINIMAL,
            "1 from SIGTERM on, while health paths answer 503 and requests are still taken; else 0."),
    START_TIME(
            "process_start_time_seconds",
            GAUGE,
            "seconds",
            MINIMAL,
            "When the process started, in seconds since 1970."),
    CPU_TIME("process_cpu_seconds_total", COUNTER, "seconds", MINIMAL, "Processor time that it has used."),
    RESIDENT_MEMORY(
            "process_resident_memory_bytes",
            GAUGE,
            "bytes",
            MINIMAL,
            "What it has of the machine's memory, heap and all else; on Linux."),
    MEMORY_USED("jvm_memory_used_bytes", GAUGE, "bytes", MINIMAL, "Memory used, garbage included.", AREA),
    MEMORY_MAX("jvm_memory_max_bytes", GAUGE, "bytes", MINIMAL, "Its limit; -1 where it has none.", AREA),
    POOL_LIVE(
            "jvm_memory_pool_collection_used_bytes",
            GAUGE,
            "bytes",
            MINIMAL,
            "What the last collection of a pool of the heap left in it: what is really needed.",
            POOL),
    POOL_MAX("jvm_memory_pool_max_bytes", GAUGE, "bytes", MINIMAL, "A pool's limit; -1 where none.", POOL),
    GC_TIME("jvm_gc_collection_seconds", SUMMARY, "seconds", MINIMAL, "Garbage collections.", GC),
    OPERATION_DURATION(
            "mcp_server_operation_duration_seconds",
            HISTOGRAM,
            "seconds",
            STANDARD,
            "How long tool calls took, by tool: OpenTelemetry's `mcp.server.operation.duration`, with its buckets.",
            MCP_METHOD_NAME,
            GEN_AI_TOOL_NAME,
            ERROR_TYPE),
    REQUESTS(
            "quilt_mcp_requests_total",
            COUNTER,
            "requests",
            STANDARD,
            "JSON-RPC requests answered; `outcome` is `ok`, `unauthenticated`, or the number of the JSON-RPC error. A tool"
                    + " that fails is an `ok` request.",
            MCP_METHOD_NAME,
            OUTCOME),
    UPSTREAM_DURATION(
            "quilt_mcp_upstream_duration_seconds",
            HISTOGRAM,
            "seconds",
            STANDARD,
            "How long exchanges with the catalog, the registry and S3 took; `outcome` is `ok`, the HTTP status of a"
                    + " refusal, `too_late`, `unavailable`, `too_large` or `error`. GraphQL errors within HTTP 200 are `ok`.",
            UPSTREAM,
            OPERATION,
            OUTCOME),
    BREAKER_STATE(
            "quilt_mcp_breaker_state",
            GAUGE,
            "1",
            MINIMAL,
            "State of an upstream's circuit breaker: 0 closed; 1 half open, a few calls try the upstream; 2 open, nothing is"
                    + " sent, as the upstream was out of reach or failing.",
            BREAKER),
    BREAKER_REFUSALS(
            "quilt_mcp_breaker_refusals_total",
            COUNTER,
            "exchanges",
            MINIMAL,
            "Exchanges that were not begun because the upstream's breaker held them back.",
            BREAKER),
    CACHE_LOOKUPS(
            "quilt_mcp_cache_lookups_total",
            COUNTER,
            "lookups",
            STANDARD,
            "Lookups in a cache of callers' things.",
            CACHE,
            RESULT);

    private final String scraped;
    private final MetricType type;
    private final String unit;
    private final Level level;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<Label> labels;

    Metric(String scraped, MetricType type, String unit, Level level, String meaning, Label... labels) {
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

    public MetricType type() {
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
