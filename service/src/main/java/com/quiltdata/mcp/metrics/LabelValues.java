package com.quiltdata.mcp.metrics;

import java.util.List;
import java.util.stream.Stream;

/** The values of labels with a small fixed set of values. */
public final class LabelValues {
    static final String OK = "ok";
    static final String ASKED = "asked";
    static final List<String> FAILURES = List.of(
            "unauthenticated",
            "invalid",
            "not_found",
            "denied",
            "conflict",
            "throttled",
            "too_large",
            "declined",
            "too_late",
            "unavailable",
            "error");

    private LabelValues() {}

    /** Returns whether an outcome is a failure; a call that requested input from the user is not. */
    public static boolean failed(String outcome) {
        return FAILURES.contains(outcome);
    }

    /** Returns the values of a metric's label; empty if the set is open or as large as the tool inventory. */
    public static List<String> of(Metric metric, Label label) {
        return switch (label) {
            case OUTCOME -> outcomes(metric);
            case ERROR_TYPE -> with(FAILURES, "");
            case REASON -> reasons(metric);
            case UPSTREAM -> List.of("graphql", "rest", "catalog", "s3", "sts", "athena", "glue", "connect", "docs");
            case CACHE -> List.of("buckets", "credentials", "reads", "resources", "verdicts", "workflows");
            case STEP -> List.of("register", "authorize", "consent", "callback", "token", "refresh", "revoke");
            case RESULT -> List.of("hit", "miss");
            case AREA -> List.of("heap", "nonheap");
            case MCP_METHOD_NAME, GEN_AI_TOOL_NAME, BREAKER, OPERATION, POOL, GC -> List.of();
        };
    }

    private static List<String> outcomes(Metric metric) {
        return switch (metric) {
            case TOOL_CALLS -> with(FAILURES, OK, ASKED);
            case CREDENTIAL_EXCHANGES -> List.of(OK, "refused", "failed");
            case SIGN_IN_STEPS -> List.of(OK, "refused", "limited", "unavailable", "error");
            case JUDGEMENTS -> List.of("accepted", "refused", "none");
            default -> List.of();
        };
    }

    private static List<String> reasons(Metric metric) {
        return switch (metric) {
            case ADMISSION_REFUSALS -> List.of("token", "refused_tokens", "unjudged");
            case ARRIVAL_REFUSALS -> List.of("server", "caller", "unaccepted", "address", "late");
            default -> List.of("rate", "caller", "server", "unjudged");
        };
    }

    private static List<String> with(List<String> values, String... more) {
        return Stream.concat(Stream.of(more), values.stream()).toList();
    }
}
