package com.quiltdata.mcp.tools.tabulator;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.tabulator.TabulatorReader;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.tabulator.TableFinder.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the tables of a bucket, under either of the names that agents know. */
record TableList(Spec<Input, TableListResult> spec, TabulatorReader tables)
        implements Tool<TableList.Input, TableListResult> {
    record Input(
            @Doc("Bucket name or s3://bucket") @Alias("bucket_name")
            String bucket,

            @Doc("Return only this table. Default: all") @Alias("table_name") @Nullable
            String table) {}

    TableList(String name, String title, TabulatorReader tables) {
        this(
                new Spec<>(
                        name,
                        title,
                        Effect.READ,
                        "Returns the tabulator tables of a bucket: columns, which files of which packages each reads, "
                                + "file format, and the configuration as YAML. SQL queries read these files as one table. "
                                + "Use it before you query or change a table.",
                        Input.class,
                        TableListResult.class),
                tables);
    }

    @Override
    public TableListResult call(Input in, Call call) {
        if (in.table() == null) {
            var bucket = ArgumentParser.parse("bucket", in.bucket().strip(), NameSyntax::bucket);
            return TableListResult.of(bucket, tables.tables(call.caller(), bucket));
        }
        var name = TableName.parse("bucket", in.bucket(), "table", in.table());
        var table = TableFinder.require(tables.tables(call.caller(), name.bucket()), name);
        return TableListResult.of(name.bucket(), List.of(table));
    }
}
