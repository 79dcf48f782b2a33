package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Attempt.FailedAttempt;
import com.quiltdata.mcp.catalog.Attempt.SuccessfulAttempt;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.catalog.sql.Statement.TableUse;
import com.quiltdata.mcp.catalog.sql.StatementParser;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges a statement without running it. */
record QueryValidate(StatementParser parser) implements SqlTool<QueryValidate.Input, QueryValidate.Output> {
    private static final int MAX_NAMED = 5;

    private static final Pattern LIMIT =
            Pattern.compile("(?s).*\\b(LIMIT|FETCH|count|sum|avg|min|max)\\b.*", Pattern.CASE_INSENSITIVE);

    private static final Pattern ALL_COLUMNS =
            Pattern.compile("(?s).*\\bSELECT\\s+(\\w+\\.)?\\*.*", Pattern.CASE_INSENSITIVE);

    record Input(
            @Doc("SQL statement to check, e.g. \"SELECT * FROM lab.runs LIMIT 10\"") @Alias("sql")
            String query) {}

    record Output(
            @Doc("Whether the query tools would send the statement to Athena")
            boolean valid,

            @Doc("Kind of statement, like SELECT or DROP TABLE; absent if it is not understood") @Nullable
            String queryType,

            @Doc("Whether it changes nothing; absent if it is not understood") @Nullable
            Boolean reads,

            @Doc("What is wrong, or that nothing is") String message,

            @Doc("Tables whose data it reads") List<String> tables,

            @Doc("Possible improvements") List<String> suggestions,

            @Doc("Whether tables are omitted") boolean truncated,

            @Doc("What is omitted") @Nullable String note)
            implements Truncatable<Output> {
        @Override
        public int parts() {
            return tables.size();
        }

        @Override
        public Output first(int parts) {
            return new Output(
                    valid,
                    queryType,
                    reads,
                    message,
                    tables.subList(0, parts),
                    suggestions,
                    true,
                    "Only %,d of %,d tables are listed.".formatted(parts, tables.size()));
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "athena_query_validate",
            "Validate a query",
            Effect.READ,
            "Checks one SQL statement without sending it: returns whether it is understood, its kind, whether it only reads,"
                    + " the tables that it reads, and suggestions. Whether tables and columns exist is not checked. Use it"
                    + " before a query that you are unsure of.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        return switch (Attempt.of(() -> parser.parse(in.query()))) {
            case SuccessfulAttempt<Statement>(var statement) -> judged(statement);
            case FailedAttempt<Statement>(var reason) ->
                new Output(false, null, null, reason.sentence(), List.of(), List.of(), false, null);
        };
    }

    private static Output judged(Statement statement) {
        return new Output(
                statement.reads(),
                statement.type(),
                statement.reads(),
                statement.reads()
                        ? "The statement is a read, and its syntax is valid."
                        : "The query tools only read, and %s.".formatted(statement.writes()),
                statement.tables().stream().map(QueryValidate::name).distinct().toList(),
                statement.reads() ? suggestions(statement) : List.of(),
                false,
                null);
    }

    private static String name(TableUse table) {
        return Stream.of(table.dataCatalog(), table.database(), table.table())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    private static List<String> suggestions(Statement statement) {
        if (statement.tables().isEmpty()) {
            return List.of();
        }
        var unbounded = !LIMIT.matcher(statement.text()).matches();
        var allColumns = ALL_COLUMNS.matcher(statement.text()).matches();
        var unfiltered = statement.tables().stream()
                .filter(table -> table.filtered().isEmpty())
                .map(QueryValidate::name)
                .distinct()
                .limit(MAX_NAMED)
                .toList();
        return Stream.of(
                        unbounded ? "Add LIMIT to bound the result." : "",
                        allColumns
                                ? "Name the columns that you need: Athena charges for the columns that it scans."
                                : "",
                        unfiltered.isEmpty()
                                ? ""
                                : "No condition compares a column of %s with a value; if it is partitioned, one on its partitions saves scans."
                                        .formatted(String.join(", ", unfiltered)))
                .filter(suggestion -> !suggestion.isEmpty())
                .toList();
    }
}
