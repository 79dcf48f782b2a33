package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tools.sql.QueryResult.RowRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Runs a query in any data catalog. */
record AthenaQueryExecute(QueryExecutor executor) implements SqlTool<AthenaQueryExecute.Input, QueryResult> {
    static final String NAME = "athena_query_execute";

    record Input(
            @Doc("One read-only SQL statement, e.g. \"SELECT id, name FROM lab.samples LIMIT 10\"") @Alias("sql")
            String query,

            @Doc("Database of tables that are named without one, e.g. \"lab\"") @Alias("database") @Nullable
            String databaseName,

            @Doc("Athena workgroup. Default: your role's own") @Nullable
            String workgroupName,

            @Doc("Data catalog of tables that are named without one")
            @Default("\"" + TableReader.DEFAULT_CATALOG + "\"")
            @Alias("catalog")
            String dataCatalogName,

            @Doc("Maximum number of rows to return")
            @Default("1000")
            @Min(1)
            @Max(ResultNotes.MAX_ROWS)
            @Alias("max_rows")
            int maxResults,

            @Doc(
                    "Form of the rows: json (objects), csv or table (aligned text). parquet is for files only and is refused")
            @Default("\"json\"")
            ResultFormat outputFormat) {}

    private static final Spec<Input, QueryResult> SPEC = new Spec<>(
                    NAME,
                    "Query with Athena",
                    Effect.READ,
                    "Runs a SELECT, SHOW, DESCRIBE or EXPLAIN statement in Amazon Athena (Trino SQL) with your rights and"
                            + " returns its first rows, the bytes scanned and their price. A query that outlasts the"
                            + " call continues: send its execution_id to athena_query_results. NULL is null; decimals,"
                            + " times and large integers are text, so that no digits are lost.",
                    Input.class,
                    QueryResult.class)
            .shownIn(AppView.TABLE)
            .slowly();

    @Override
    public Spec<Input, QueryResult> spec() {
        return SPEC;
    }

    @Override
    public QueryResult call(Input in, Call call) {
        return executor.read(
                call,
                in.query(),
                new QueryTarget(in.dataCatalogName(), in.databaseName(), in.workgroupName()),
                new RowRequest(in.outputFormat(), in.maxResults()));
    }
}
