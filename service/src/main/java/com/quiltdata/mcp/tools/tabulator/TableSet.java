package com.quiltdata.mcp.tools.tabulator;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.tabulator.TabulatorConfig;
import com.quiltdata.mcp.catalog.tabulator.TabulatorTable;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.NullIsValue;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.tabulator.TableFinder.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tabulator_table_set} of Quilt's Platform MCP Server: sets a table's configuration, or deletes the table. */
record TableSet(TableFinder finder, TableEditor editor) implements Tool<TableSet.Input, TableSet.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") @Alias("bucket_name")
            String bucket,

            @Doc("Table, like \"storms\"") @Alias("table_name")
            String table,

            @Doc(
                    "Whole configuration as YAML or as an object: schema (list of name, type, optional nullable), source (type"
                            + " quilt-packages, regular expressions package_name and logical_key), parser (format csv or"
                            + " parquet; for csv optional header and delimiter), optional continue_on_error. null deletes"
                            + " the table")
            @NullIsValue
            @Nullable
            Object config) {}

    record Output(
            @Doc("Table name") String tableName,
            @Doc("Bucket name") String bucketName,

            @Doc("Whether the table existed and was replaced")
            boolean replaced,

            @Doc("Whether the table was deleted") boolean deleted,

            @Doc("Configuration as YAML; absent if deleted") @Nullable
            String config,

            @Doc("Configuration before, as YAML") @Nullable String previousConfig,

            @Doc("What changed in an existing table") @Nullable
            List<String> changes,

            @Doc("What was done") String message,
            @Doc("What is omitted for space") @Nullable String note)
            implements Truncatable<Output> {
        @Override
        public int parts() {
            return 2;
        }

        @Override
        public Output first(int parts) {
            var omitted = parts == 0
                    ? "config and previous_config are omitted for space; tabulator_table_list returns the configuration."
                    : "previous_config is omitted for space.";
            return new Output(
                    tableName,
                    bucketName,
                    replaced,
                    deleted,
                    parts == 0 ? null : config,
                    null,
                    changes,
                    message,
                    omitted);
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "tabulator_table_set",
                    "Set a tabulator table",
                    Effect.OVERWRITE,
                    "Creates a tabulator table in a bucket, or replaces the configuration of an existing one, and "
                            + "returns what changed. The configuration is checked before it is sent. Read the current "
                            + "one with tabulator_table_list first. config=null deletes the table, which the user must "
                            + "confirm.",
                    Input.class,
                    Output.class)
            .confirmable();

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public boolean needsConfirmation(Input in) {
        return in.config() == null;
    }

    @Override
    public String confirmation(Input in, Call call) {
        return new TableDelete(finder, editor).question(call, name(in));
    }

    @Override
    public Output call(Input in, Call call) {
        var name = name(in);
        if (in.config() == null) {
            var deleted = new TableDelete(finder, editor).delete(call, name);
            var message = "Tabulator table '%s' deleted successfully".formatted(name.table());
            return new Output(name.table(), name.bucket(), false, true, null, deleted.config(), null, message, null);
        }
        var config = config(in.config());
        TableEditor.refuse(config.faults());
        editor.requireRights(call, name.bucket());
        var previous = finder.find(call, name).map(TabulatorTable::config).orElse(null);
        var yaml = in.config() instanceof String text ? text : config.yaml();
        editor.set(call, name, yaml);
        return new Output(
                name.table(),
                name.bucket(),
                previous != null,
                false,
                yaml,
                previous,
                previous == null ? null : ConfigChanges.between(previous, config),
                "Tabulator table '%s' %s successfully"
                        .formatted(name.table(), previous == null ? "created" : "replaced"),
                null);
    }

    private static TabulatorConfig config(Object config) {
        if (config instanceof String text && text.isBlank()) {
            throw new Failure.Invalid(
                    "`config` is blank; send YAML or an object, or JSON null to delete the table. Nothing was changed.");
        }
        return Attempt.of(
                        () -> config instanceof String text ? TabulatorConfig.parse(text) : TabulatorConfig.of(config))
                .orElseThrow(reason -> reason.ofWrite("Nothing was changed."));
    }

    private static TableName name(Input in) {
        return TableName.parse("bucket", in.bucket(), "table", in.table());
    }
}
