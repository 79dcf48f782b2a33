package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tools.sql.QueryResult.RowRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Runs a query on the tabulator tables of one bucket. */
record TabulatorBucketQuery(QueryExecutor executor, TabulatorCatalog catalog)
        implements SqlTool<TabulatorBucketQuery.Input, QueryResult> {
    record Input(
            @Doc("Bucket name or s3://bucket") @Alias("bucket")
            String bucketName,

            @Doc("One read-only SQL statement, e.g. \"SELECT * FROM samples LIMIT 10\"") @Alias("sql")
            String query,

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
                    "tabulator_bucket_query",
                    "Query tabulator tables of a bucket",
                    Effect.READ,
                    "Runs a SELECT, SHOW, DESCRIBE or EXPLAIN statement on the tabulator tables of one bucket and returns"
                            + " its first rows. The tables are named without their bucket, e.g. FROM samples; they"
                            + " have the packages' files as rows, and columns such as $pkg_name for their origin. SHOW"
                            + " TABLES lists them. For several buckets use tabulator_query_execute.",
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
        var bucket = ArgumentParser.parse("bucket_name", in.bucketName().strip(), NameSyntax::bucket);
        return executor.read(
                call,
                in.query(),
                new QueryTarget(catalog.name(), bucket, in.workgroupName()),
                new RowRequest(in.outputFormat(), in.maxResults()));
    }
}
