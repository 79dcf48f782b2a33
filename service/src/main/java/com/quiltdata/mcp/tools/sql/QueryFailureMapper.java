package com.quiltdata.mcp.tools.sql;

import com.google.common.base.CharMatcher;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.json.WellFormedText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Returns failures for queries that failed or were cancelled: Athena's reason, and what to do about it. */
final class QueryFailureMapper {
    private static final int MAX_REASON = 1_000;
    private static final String TABLES = "athena_tables_list";
    private static final String SCHEMA = "athena_table_schema";

    /** A kind of reason, how it is recognized, and what to do about it. */
    private record Kind(Pattern pattern, Function<String, Failure> failure, String advice) {}

    /** The first that matches applies; errors of Trino begin with their name, others are known by their words only. */
    private static final List<Kind> KINDS = List.of(
            kind(
                    "not authorized to perform|Access ?Denied|Lake ?Formation|PERMISSION_(ERROR|DENIED)|Status Code: 403",
                    Failure.Denied::new,
                    "Your role in the catalog lacks this right in Glue, Lake Formation or S3: query what it can read, or"
                            + " ask an administrator."),
            kind(
                    "Bytes scanned limit",
                    Failure.TooLarge::new,
                    "The workgroup limits the bytes that one query scans: filter on partition columns, and select fewer"
                            + " columns."),
            kind(
                    "EXHAUSTED_RESOURCES|EXCEEDED_[A-Z_]*LIMIT|[Ee]xhausted resources|Query timeout",
                    Failure.TooLarge::new,
                    "Make the query smaller: filter on partition columns, select fewer columns, join fewer rows, or"
                            + " leave out ORDER BY."),
            kind(
                    "COLUMN_NOT_FOUND|Column '[^']*' cannot be resolved",
                    Failure.Invalid::new,
                    SCHEMA + " returns the columns of a table; text goes in single quotes, names in double quotes."),
            kind(
                    "TABLE_NOT_FOUND|(Table|View) .* (does not exist|not found)|Table not found",
                    Failure.NotFound::new,
                    TABLES + " returns the tables of a database."),
            kind(
                    "MISSING_SCHEMA_NAME|Schema must be specified",
                    Failure.Invalid::new,
                    "Name the database before the table, as in lab.samples, or send it as an argument."),
            kind(
                    "SCHEMA_NOT_FOUND|(Schema|Database) .* (does not exist|not found)",
                    Failure.NotFound::new,
                    "SHOW DATABASES returns the databases. Put a name with hyphens in double quotes."),
            kind(
                    "CATALOG_NOT_FOUND|(Catalog|DataCatalog) .* (does not exist|not found)|MISSING_CATALOG_NAME",
                    Failure.NotFound::new,
                    "AwsDataCatalog is the data catalog of Glue's databases. Put a name with hyphens in double quotes."),
            kind(
                    "SYNTAX_ERROR|mismatched input|ParseException|FUNCTION_NOT_FOUND|TYPE_MISMATCH",
                    Failure.Invalid::new,
                    "Athena's dialect is Trino's: text in single quotes, names in double quotes, types converted with"
                            + " CAST or TRY_CAST."),
            kind(
                    "(GENERIC_)?INTERNAL_ERROR|INTERNAL_SERVER_ERROR|Internal error",
                    Failure.Unavailable::new,
                    "Try again; if it fails again, change the query."));

    private QueryFailureMapper() {}

    private static Kind kind(String pattern, Function<String, Failure> failure, String advice) {
        return new Kind(Pattern.compile(pattern), failure, advice);
    }

    /** Returns the failure of an execution that failed or was cancelled; empty for others. */
    static Optional<Failure> of(QueryExecution execution) {
        return switch (execution.state()) {
            case QUEUED, RUNNING, SUCCEEDED -> Optional.empty();
            case FAILED -> Optional.of(failed(execution, "failed", Failure.Invalid::new, "Change the query."));
            case CANCELLED ->
                Optional.of(failed(execution, "was cancelled", Failure.Conflict::new, "Run it again if you need it."));
        };
    }

    private static Failure failed(
            QueryExecution execution, String outcome, Function<String, Failure> failure, String advice) {
        var reason = reason(execution);
        var kind = KINDS.stream()
                .filter(it -> it.pattern().matcher(reason).find())
                .findFirst()
                .orElse(new Kind(Pattern.compile(""), failure, advice));
        return kind.failure()
                .apply("The query %s %s: %s %s"
                        .formatted(execution.id(), outcome, new Failure.Invalid(reason).sentence(), kind.advice()));
    }

    private static String reason(QueryExecution execution) {
        var reason = execution.reason();
        return reason == null || reason.isBlank()
                ? "Athena gives no reason"
                : WellFormedText.shortened(
                        CharMatcher.whitespace()
                                .or(CharMatcher.javaIsoControl())
                                .trimAndCollapseFrom(reason, ' '),
                        MAX_REASON);
    }
}
