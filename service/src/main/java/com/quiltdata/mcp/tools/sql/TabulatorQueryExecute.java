package com.quiltdata.mcp.tools.sql;

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

/** Runs a query in the data catalog of the tabulator tables. */
record TabulatorQueryExecute(QueryExecutor executor, TabulatorCatalog catalog)
        implements SqlTool<TabulatorQueryExecute.Input, QueryResult> {
    record Input(
            @Doc(
                    "One read-only SQL statement; a bucket is a database, e.g. \"SELECT * FROM \\\"my-bucket\\\".samples\"")
            @Alias("sql")
            String query,

            @Doc("Bucket of tables that are named without one") @Alias("database") @Nullable
            String databaseName,

            @Doc("Athena workgroup. Default: your role's own") @Nullable
            String workgroupName,

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
                    "tabulator_query_execute",
                    "Query tabulator tables",
                    Effect.READ,
                    "Runs a SELECT, SHOW, DESCRIBE or EXPLAIN statement on the catalog's tabulator tables, which join"
                            + " files of many packages, and returns its first rows. Each bucket is a database; put its"
                            + " name in double quotes. For tables of one bucket use tabulator_bucket_query, for"
                            + " other tables athena_query_execute.",
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
                new QueryTarget(catalog.name(), in.databaseName(), in.workgroupName()),
                new RowRequest(in.outputFormat(), in.maxResults()));
    }
}
