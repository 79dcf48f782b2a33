package com.quiltdata.mcp.tools.tabulator;

import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.tabulator.TabulatorPorts;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;
import java.util.Set;

/** The toolset of tabulator tables. */
public final class TabulatorToolset {
    /** Name by which operators and clients select the toolset. */
    public static final String NAME = "tabulator";

    private static final Set<String> UNLISTED =
            Set.of("tabulator_tables_list", "tabulator_table_set", "tabulator_table_delete", "tabulator_table_rename");

    private TabulatorToolset() {}

    public static Toolset of(TabulatorPorts ports, IdentityReader identity, BucketReader buckets) {
        var finder = new TableFinder(ports.tables());
        var editor = new TableEditor(ports.changes(), identity, buckets);
        return new Toolset(
                NAME,
                List.of(
                        new TableList("tabulator_table_list", "List tabulator tables", ports.tables()),
                        new TableList("tabulator_tables_list", "List all tabulator tables of a bucket", ports.tables()),
                        new TableCreate(finder, editor),
                        new TableSet(finder, editor),
                        new TableDelete(finder, editor),
                        new TableRename(finder, editor)),
                UNLISTED);
    }
}
