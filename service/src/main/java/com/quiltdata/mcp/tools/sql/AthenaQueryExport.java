package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a query to files, and links to them. */
record AthenaQueryExport(QueryStarter starter, QueryWaiter waiter, ExportedFiles exported)
        implements SqlTool<AthenaQueryExport.Input, ExportResult> {
    static final String NAME = "athena_query_export";

    record Input(
            @Doc("A SELECT statement, of which every column has a name of its own, e.g. \"SELECT id, count(*) AS n FROM"
                    + " lab.samples GROUP BY id\"")
            @Alias("sql")
            @Nullable
            String query,

            @Doc("Instead of query: execution_id of an export that was still running, to get its files")
            @Alias("query_execution_id")
            @Nullable
            String executionId,

            @Doc("Database of tables that are named without one, e.g. \"lab\"") @Alias("database") @Nullable
            String databaseName,

            @Doc("Athena workgroup, whose results the files are added to. Default: your role's own") @Nullable
            String workgroupName,

            @Doc("Data catalog of tables that are named without one")
            @Default("\"" + TableReader.DEFAULT_CATALOG + "\"")
            @Alias("catalog")
            String dataCatalogName,

            @Doc("Format of the files: parquet, orc, avro or json (one object a line)") @Default("\"parquet\"")
            ExportFormat format,

            @Doc("Compression: for parquet gzip, snappy, zstd or lz4; for orc zlib, snappy, zstd or lz4. Default:"
                    + " Athena's")
            @Nullable
            String compression) {}

    private static final Spec<Input, ExportResult> SPEC = new Spec<>(
                    NAME,
                    "Export a query to files",
                    Effect.WRITE,
                    "Writes all rows of a SELECT to Parquet, ORC, Avro or JSON files in the results of the Athena"
                            + " workgroup, and returns a download link to each. Use it for more rows than a result can"
                            + " hold; for rows to read use athena_query_execute. An export that outlasts the call"
                            + " continues: call again with its execution_id.",
                    Input.class,
                    ExportResult.class)
            .slowly();

    @Override
    public Spec<Input, ExportResult> spec() {
        return SPEC;
    }

    @Override
    public ExportResult call(Input in, Call call) {
        if ((in.query() == null) == (in.executionId() == null)) {
            throw new Failure.Invalid(
                    "Send either `query`, a SELECT to export, or `execution_id`, of an export that was still running.");
        }
        return in.query() == null ? resume(String.valueOf(in.executionId()), call) : export(in, in.query(), call);
    }

    private ExportResult export(Input in, String query, Call call) {
        var properties = in.format().properties(in.compression());
        var parsed = starter.ports().statements().parse(query);
        var workgroup = starter.ports().workgroups().get(call.caller(), in.workgroupName());
        var statement = ExportStatement.of(parsed, workgroup, properties);
        var target = new QueryTarget(in.dataCatalogName(), in.databaseName(), workgroup.name());
        var started = starter.any(call, statement, target);
        var execution = waiter.await(call, started.execution());
        return exported.of(call, execution, workgroup, started.warnings());
    }

    private ExportResult resume(String executionId, Call call) {
        var queries = starter.ports().queries();
        var known = queries.get(call.caller(), ExecutionIds.parse(executionId));
        var workgroup = starter.ports().workgroups().get(call.caller(), known.workgroup());
        exported.requireExport(known, workgroup);
        var execution = known.state() == QueryState.SUCCEEDED ? known : waiter.follow(call, known);
        return exported.of(call, execution, workgroup, List.of());
    }
}
