package com.quiltdata.mcp.tools.tabulator;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.tabulator.TableFinder.TableName;

/** Renames a table. */
record TableRename(TableFinder finder, TableEditor editor) implements Tool<TableRename.Input, TableRename.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") @Alias("bucket")
            String bucketName,

            @Doc("Table, like \"storms\"") @Alias("table") String tableName,

            @Doc("New name, which no table of the bucket has") @Alias("new_name")
            String newTableName) {}

    record Output(
            @Doc("Name before") String oldTableName,
            @Doc("Name now") String newTableName,
            @Doc("Bucket name") String bucketName,
            @Doc("What was done") String message) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "tabulator_table_rename",
            "Rename a tabulator table",
            Effect.OVERWRITE,
            "Renames a tabulator table of a bucket and keeps its configuration. SQL queries must then use the new "
                    + "name. A name that another table has is refused.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var name = TableName.parse("bucket_name", in.bucketName(), "table_name", in.tableName());
        var newName = new TableName(name.bucket(), TableFinder.tableName("new_table_name", in.newTableName()));
        if (newName.equals(name)) {
            throw new Failure.Invalid("`new_table_name` is the table's name already; send another.");
        }
        editor.requireRights(call, name.bucket());
        var all = finder.all(call, name.bucket());
        var _ = TableFinder.require(all, name);
        if (TableFinder.find(all, newName.table()).isPresent()) {
            throw new Failure.Conflict(
                    "Bucket `%s` already has a tabulator table `%s`. Nothing was changed; choose another name or delete it first."
                            .formatted(name.bucket(), newName.table()));
        }
        editor.rename(call, name, newName.table());
        return new Output(
                name.table(),
                newName.table(),
                name.bucket(),
                "Tabulator table renamed from '%s' to '%s'".formatted(name.table(), newName.table()));
    }
}
