package com.quiltdata.mcp.tools.tabulator;

import com.quiltdata.mcp.catalog.tabulator.TabulatorTable;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.tabulator.TableFinder.TableName;
import org.jspecify.annotations.Nullable;

/** Deletes a table. */
record TableDelete(TableFinder finder, TableEditor editor) implements Tool<TableDelete.Input, TableDelete.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") @Alias("bucket")
            String bucketName,

            @Doc("Table, like \"storms\"") @Alias("table") String tableName) {}

    record Output(
            @Doc("Table that was deleted") String tableName,
            @Doc("Bucket name") String bucketName,

            @Doc("Its configuration as YAML, with which it can be created again; absent if omitted") @Nullable
            String config,

            @Doc("What was done") String message,
            @Doc("What is omitted for space") @Nullable String note)
            implements Truncatable<Output> {
        @Override
        public int parts() {
            return 1;
        }

        @Override
        public Output first(int parts) {
            return new Output(tableName, bucketName, null, message, "config is omitted for space.");
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "tabulator_table_delete",
            "Delete a tabulator table",
            Effect.DESTROY,
            "Deletes a tabulator table of a bucket and returns its configuration. SQL queries of the table then fail; "
                    + "packages and S3 objects are untouched. Ask the user first. To change a table use "
                    + "tabulator_table_set instead.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public String confirmation(Input in, Call call) {
        return question(call, name(in));
    }

    /** Returns the question whether to delete a table; refuses a caller who may not, and a table that does not exist. */
    String question(Call call, TableName name) {
        editor.requireRights(call, name.bucket());
        var item = TableListResult.Item.of(finder.require(call, name));
        var source = item.source() == null ? null : item.source().get("package_name");
        return "Delete tabulator table %s of bucket %s%s? SQL queries of it will fail; its files are untouched."
                .formatted(
                        name.table(),
                        name.bucket(),
                        item.configError() != null || source == null
                                ? ""
                                : ", with %,d columns, over packages %s".formatted(item.columnCount(), source));
    }

    @Override
    public Output call(Input in, Call call) {
        var name = name(in);
        var deleted = delete(call, name);
        return new Output(
                name.table(),
                name.bucket(),
                deleted.config(),
                "Tabulator table '%s' deleted successfully".formatted(name.table()),
                null);
    }

    TabulatorTable delete(Call call, TableName name) {
        editor.requireRights(call, name.bucket());
        var table = finder.require(call, name);
        editor.set(call, name, null);
        return table;
    }

    private static TableName name(Input in) {
        return TableName.parse("bucket_name", in.bucketName(), "table_name", in.tableName());
    }
}
