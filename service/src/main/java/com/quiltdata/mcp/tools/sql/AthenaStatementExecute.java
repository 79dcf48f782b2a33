package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.catalog.sql.StatementParser;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tools.sql.QueryResult.RowRequest;
import org.jspecify.annotations.Nullable;

/** Runs a statement that changes data or tables, with the user's consent. */
record AthenaStatementExecute(QueryExecutor executor, StatementParser statements)
        implements SqlTool<AthenaStatementExecute.Input, QueryResult> {
    static final String NAME = "athena_statement_execute";

    private static final int MAX_ROWS = 100;
    private static final int MAX_SHOWN = 4_000;

    record Input(
            @Doc("One SQL statement that changes data or tables, e.g. \"DROP TABLE lab.old\"") @Alias("sql")
            String statement,

            @Doc("Database of tables that are named without one, e.g. \"lab\"") @Alias("database") @Nullable
            String databaseName,

            @Doc("Athena workgroup. Default: your role's own") @Nullable
            String workgroupName,

            @Doc("Data catalog of tables that are named without one")
            @Default("\"" + TableReader.DEFAULT_CATALOG + "\"")
            @Alias("catalog")
            String dataCatalogName) {}

    private static final Spec<Input, QueryResult> SPEC = new Spec<>(
                    NAME,
                    "Change tables with Athena",
                    Effect.DESTROY,
                    "Runs one SQL statement that creates, changes or deletes tables or their data in Amazon Athena, with"
                            + " your rights, such as CREATE TABLE AS, INSERT or DROP. Ask the user first. A statement"
                            + " that outlasts the call continues. For statements that only read use"
                            + " athena_query_execute.",
                    Input.class,
                    QueryResult.class)
            .slowly();

    @Override
    public Spec<Input, QueryResult> spec() {
        return SPEC;
    }

    @Override
    public String confirmation(Input in, Call call) {
        var statement = parse(in);
        var text = statement.text();
        return "Run this %s statement in Athena%s? It may change or delete data for good.\n%s"
                .formatted(
                        statement.type(),
                        in.databaseName() == null ? "" : ", database " + in.databaseName(),
                        WellFormedText.shortened(text, MAX_SHOWN));
    }

    @Override
    public QueryResult call(Input in, Call call) {
        return executor.change(
                call,
                parse(in),
                new QueryTarget(in.dataCatalogName(), in.databaseName(), in.workgroupName()),
                new RowRequest(ResultFormat.JSON, MAX_ROWS));
    }

    private Statement parse(Input in) {
        var statement = statements.parse(in.statement());
        if (statement.reads()) {
            throw new Failure.Invalid("`statement`: %s only reads and needs no consent: send it to %s."
                    .formatted(statement.type(), AthenaQueryExecute.NAME));
        }
        return statement;
    }
}
