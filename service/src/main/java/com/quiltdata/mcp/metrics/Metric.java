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
import static com.quiltdata.mcp.metrics.Label.STEP;
import static com.quiltdata.mcp.metrics.Label.UPSTREAM;
import static com.quiltdata.mcp.metrics.MetricType.COUNTER;
import static com.quiltdata.mcp.metrics.MetricType.GAUGE;
import static com.quiltdata.mcp.metrics.MetricType.HISTOGRAM;
import static com.quiltdata.mcp.metrics.MetricType.SUMMARY;
import static com.quiltdata.mcp.metrics.MetricsLevel.STANDARD;

import java.util.List;

/** All metrics below {@link MetricsLevel#DETAILED}; the single source for registration and documentation. */
public enum Metric {
    TOOL_CALLS(
            "quilt_mcp_tool_calls_total",
            COUNTER,
            "calls",
            "Completed tool calls. `outcome` is `ok`, `asked` (input from the user was requested), `unauthenticated`,"
                    + " a failure (`invalid`, `not_found`, `denied`, `conflict`, `throttled`, `too_large`, `declined`,"
                    + " `too_late`, `unavailable`), or `error` (unexpected).",
            OUTCOME),
    CALLS_UNDER_WAY("quilt_mcp_calls_under_way", GAUGE, "calls", "Calls in progress."),
    CALLS_LIMIT(
            "quilt_mcp_calls_limit",
            GAUGE,
            "calls",
            "Maximum number of calls in progress of accepted callers: `QUILT_MCP_CONCURRENT_CALLS`."),
    GATE_REFUSALS(
            "quilt_mcp_gate_refusals_total",
            COUNTER,
            "calls",
            "Calls refused before they started because a limit was reached: HTTP 503 for `server`, else 429.",
            REASON),
    BYTES_HELD(
            "quilt_mcp_bytes_held",
            GAUGE,
            "bytes",
            "Memory that requests hold for bodies, objects, manifests, listings and registry responses."),
    BYTES_LIMIT(
            "quilt_mcp_bytes_limit",
            GAUGE,
            "bytes",
            "Maximum memory that all requests may hold: `QUILT_MCP_MEMORY_BYTES`, by default a third of the heap."),
    BYTES_WAITS("quilt_mcp_bytes_waits_total", COUNTER, "waits", "Waits for memory held by others."),
    BYTES_REFUSALS(
            "quilt_mcp_bytes_refusals_total",
            COUNTER,
            "refusals",
            "Requests refused for lack of memory: none became free in time, or the request needs more than the limit."),
    ARRIVALS("quilt_mcp_arrivals_under_way", GAUGE, "requests", "Requests whose body is being received."),
    ARRIVAL_REFUSALS(
            "quilt_mcp_arrival_refusals_total",
            COUNTER,
            "requests",
            "Requests refused with HTTP 408, 429 or 503 before their body had arrived.",
            REASON),
    JUDGEMENTS(
            "quilt_mcp_judgements_total",
            COUNTER,
            "judgements",
            "Token checks at the registry. `outcome` is `accepted`, `refused`, or `none` (no verdict).",
            OUTCOME),
    ADMISSION_REFUSALS(
            "quilt_mcp_admission_refusals_total",
            COUNTER,
            "requests",
            "Requests refused before any work: HTTP 401 for `token`, else 429.",
            REASON),
    UNJUDGED_UNDER_WAY("quilt_mcp_unjudged_under_way", GAUGE, "requests", "Requests with an unverified token."),
    SIGN_IN_STEPS(
            "quilt_mcp_sign_in_steps_total",
            COUNTER,
            "steps",
            "Steps of the sign-in of web clients. `outcome` is `ok`, `refused` (the client or its user must do something"
                    + " else), `limited` (HTTP 429), `unavailable` (HTTP 503, mostly because Quilt Connect did not"
                    + " respond) or `error` (unexpected).",
            STEP,
            OUTCOME),
    CREDENTIAL_EXCHANGES(
            "quilt_mcp_credential_exchanges_total",
            COUNTER,
            "exchanges",
            "Exchanges of bearer tokens for AWS credentials. `outcome` is `ok`, `refused` or `failed`.",
            OUTCOME),
    INTERNAL_ERRORS(
            "quilt_mcp_internal_errors_total",
            COUNTER,
            "errors",
            "Unexpected errors. Each writes a log line `error=` at level ERROR with the stack trace."),
    DRAINING(
            "quilt_mcp_draining",
            GAUGE,
            "1",
            "1 after SIGTERM, while health paths return 503 and requests are still accepted; else 0."),
    START_TIME("process_start_time_seconds", GAUGE, "seconds", "Start time of the process, in seconds since 1970."),
    CPU_TIME("process_cpu_seconds_total", COUNTER, "seconds", "Processor time used by the process."),
    RESIDENT_MEMORY(
            "process_resident_memory_bytes",
            GAUGE,
            "bytes",
            "Resident memory of the process, heap and everything else. Linux only."),
    MEMORY_USED("jvm_memory_used_bytes", GAUGE, "bytes", "JVM memory used, including garbage.", AREA),
    MEMORY_MAX("jvm_memory_max_bytes", GAUGE, "bytes", "JVM memory limit; -1 if there is none.", AREA),
    POOL_LIVE(
            "jvm_memory_pool_collection_used_bytes",
            GAUGE,
            "bytes",
            "Heap memory in use after the last garbage collection of a pool: the live data.",
            POOL),
    POOL_MAX("jvm_memory_pool_max_bytes", GAUGE, "bytes", "Limit of a memory pool; -1 if none.", POOL),
    GC_TIME("jvm_gc_collection_seconds", SUMMARY, "seconds", "Count and duration of garbage collections.", GC),
    OPERATION_DURATION(
            "mcp_server_operation_duration_seconds",
            HISTOGRAM,
            "seconds",
            STANDARD,
            "Duration of tool calls by tool: OpenTelemetry's `mcp.server.operation.duration`, with its buckets.",
            MCP_METHOD_NAME,
            GEN_AI_TOOL_NAME,
            ERROR_TYPE),
    REQUESTS(
            "quilt_mcp_requests_total",
            COUNTER,
            "requests",
            STANDARD,
            "Completed JSON-RPC requests. `outcome` is `ok`, `unauthenticated`, or the JSON-RPC error code. A failed"
                    + " tool call counts as `ok`.",
            MCP_METHOD_NAME,
            OUTCOME),
    UPSTREAM_DURATION(
            "quilt_mcp_upstream_duration_seconds",
            HISTOGRAM,
            "seconds",
            STANDARD,
            "Duration of exchanges with the catalog, the registry, S3, Quilt Connect and the documentation site. `outcome` is `ok`, the"
                    + " HTTP error status, `too_late`, `unavailable`, `too_large` or `error`. GraphQL errors in HTTP 200 count as `ok`.",
            UPSTREAM,
            OPERATION,
            OUTCOME),
    BREAKER_STATE(
            "quilt_mcp_breaker_state",
            GAUGE,
            "1",
            "State of an upstream's circuit breaker: 0 closed; 1 half open (a few calls test the upstream); 2 open"
                    + " (nothing is sent, because the upstream was unreachable or failing).",
            BREAKER),
    BREAKER_REFUSALS(
            "quilt_mcp_breaker_refusals_total",
            COUNTER,
            "exchanges",
            "Exchanges not started because the upstream's circuit breaker was open or half open.",
            BREAKER),
    CACHE_LOOKUPS(
            "quilt_mcp_cache_lookups_total",
            COUNTER,
            "lookups",
            STANDARD,
            "Lookups in the caches of caller data.",
            CACHE,
            RESULT);

    private final String scraped;
    private final MetricType type;
    private final String unit;
    private final MetricsLevel level;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<Label> labels;

    /** Creates a metric of every level. */
    Metric(String scraped, MetricType type, String unit, String meaning, Label... labels) {
        this(scraped, type, unit, MetricsLevel.MINIMAL, meaning, labels);
    }

    Metric(String scraped, MetricType type, String unit, MetricsLevel level, String meaning, Label... labels) {
        this.scraped = scraped;
        this.type = type;
        this.unit = unit;
        this.level = level;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** Returns the name as scraped, without the suffixes {@code _bucket}, {@code _count} and {@code _sum} of series. */
    public String scraped() {
        return scraped;
    }

    public MetricType type() {
        return type;
    }

    public String unit() {
        return unit;
    }

    /** Returns the lowest level that includes the metric. */
    public MetricsLevel level() {
        return level;
    }

    /** Returns a description of one or two sentences. */
    public String meaning() {
        return meaning;
    }

    public List<Label> labels() {
        return labels;
    }

    /** Returns whether the value is read at each scrape from a callback, see {@link Meters#watch}. */
    boolean watched() {
        return this == DRAINING || scraped.startsWith("quilt_mcp_bytes_");
    }

    /** Returns whether the value comes from the JVM. */
    boolean ofTheJvm() {
        return scraped.startsWith("jvm_") || scraped.startsWith("process_");
    }

    String[] labelNames() {
        return labels.stream().map(Label::label).toArray(String[]::new);
    }
}
