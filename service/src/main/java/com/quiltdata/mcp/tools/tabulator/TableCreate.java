package com.quiltdata.mcp.tools.tabulator;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.tabulator.TabulatorTable;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.ListByKey;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.tabulator.TableFinder.TableName;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates a table from its columns, patterns and file format. */
record TableCreate(TableFinder finder, TableEditor editor) implements Tool<TableCreate.Input, TableCreate.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") @Alias("bucket")
            String bucketName,

            @Doc("New table, like \"storms\"") @Alias("table")
            String tableName,

            @Doc("Columns in the order of the files, like [{\"name\": \"year\", \"type\": \"INT\"}]")
            @ListByKey(key = "name", value = "type")
            List<Column> schema,

            @Doc("Regular expression for package names, like \"^lab/(?<plate>[^/]+)$\"; named groups become columns")
            @Alias("package_name")
            String packagePattern,

            @Doc("Regular expression for logical keys, like \"data/(?<sample>[^/]+)[.]csv$\"") @Alias("logical_key")
            String logicalKeyPattern,

            @Doc("\"csv\", \"tsv\" or \"parquet\"") @Default("\"csv\"")
            String parserFormat,

            @Doc("One character between the values of csv. Default: comma, or tab for tsv") @Nullable
            String parserDelimiter,

            @Doc("Whether the first row of csv has column names") @Default("true")
            boolean parserHeader,

            @Doc("Must be 0: Tabulator cannot skip rows") @Default("0") @Min(0)
            int parserSkipRows,

            @Doc("Returned in the result, but not stored") @Nullable
            String description,

            @Doc("Skip files that cannot be read, and report them in the column $issue") @Nullable
            Boolean continueOnError,

            @Doc("Replace an existing table, which is kept by default") @Default("false")
            boolean overwrite) {}

    record Column(
            @Doc("Column name; for parquet that in the files")
            String name,

            @Doc("BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, STRING, BINARY, DATE or TIMESTAMP")
            String type,

            @Doc("Whether the value may be missing. Default: true") @Nullable
            Boolean nullable) {}

    record Output(
            @Doc("Table name") String tableName,
            @Doc("Bucket name") String bucketName,

            @Doc("Configuration as YAML; absent if omitted") @Nullable
            String config,

            @Doc("Columns; absent if omitted") @Nullable List<Map<String, Object>> schema,

            @Doc("Regular expression for package names") String packagePattern,
            @Doc("Regular expression for logical keys") String logicalKeyPattern,
            @Doc("File format, header and delimiter") Map<String, Object> parserConfig,
            @Doc("Description, which is not stored") String description,

            @Doc("Whether the table existed and was replaced")
            boolean replaced,

            @Doc("Configuration before, as YAML, if replaced") @Nullable
            String previousConfig,

            @Doc("What changed in an existing table") @Nullable
            List<String> changes,

            @Doc("What was done") String message,
            @Doc("What is omitted for space") @Nullable String note)
            implements Truncatable<Output> {
        @Override
        public int parts() {
            return 3;
        }

        @Override
        public Output first(int parts) {
            var omitted =
                    Stream.of("config", "schema", "previous_config").skip(parts).collect(Collectors.joining(", "));
            return new Output(
                    tableName,
                    bucketName,
                    parts > 0 ? config : null,
                    parts > 1 ? schema : null,
                    packagePattern,
                    logicalKeyPattern,
                    parserConfig,
                    description,
                    replaced,
                    null,
                    changes,
                    message,
                    "Omitted for space: %s. tabulator_table_list returns the configuration.".formatted(omitted));
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "tabulator_table_create",
            "Create a tabulator table",
            Effect.OVERWRITE,
            "Creates a tabulator table in a bucket, which SQL queries read from csv, tsv or parquet files of many "
                    + "packages, and returns its configuration. Everything is checked before it is sent. An existing "
                    + "table is refused unless overwrite=true.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var name = TableName.parse("bucket_name", in.bucketName(), "table_name", in.tableName());
        var config = TableFormat.config(in);
        TableEditor.refuse(
                config.faults().stream().map(TableCreate::ofArguments).toList());
        editor.requireRights(call, name.bucket());
        var previous = finder.find(call, name).map(TabulatorTable::config).orElse(null);
        if (previous != null && !in.overwrite()) {
            throw new Failure.Conflict(
                    "Bucket `%s` already has a tabulator table `%s`. Nothing was changed; send overwrite=true to replace it, or another table_name."
                            .formatted(name.bucket(), name.table()));
        }
        editor.set(call, name, config.yaml());
        return new Output(
                name.table(),
                name.bucket(),
                config.yaml(),
                config.columns(),
                String.valueOf(config.source().get("package_name")),
                String.valueOf(config.source().get("logical_key")),
                config.parser(),
                Objects.requireNonNullElse(in.description(), "Tabulator table for " + name.bucket()),
                previous != null,
                previous,
                previous == null ? null : ConfigChanges.between(previous, config),
                "Tabulator table '%s' %s successfully"
                        .formatted(name.table(), previous == null ? "created" : "replaced"),
                null);
    }

    /** Returns a fault with the name of the argument in place of the field of the configuration. */
    private static String ofArguments(String fault) {
        return fault.replace("`source.package_name`", "`package_pattern`")
                .replace("`source.logical_key`", "`logical_key_pattern`")
                .replace("`parser.", "`parser_");
    }
}
