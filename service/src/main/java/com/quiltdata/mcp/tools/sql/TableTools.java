package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;

/** The tools of databases and tables. */
final class TableTools {
    private TableTools() {}

    static List<Tool<?, ?>> of(SqlPorts ports, CatalogInfoReader info) {
        var directory = new TableDirectory(ports.tables());
        return List.of(
                new AthenaTablesList(directory),
                new AthenaTableSchema(directory),
                new TabulatorListBuckets(ports.tables(), new TabulatorCatalog(info)));
    }
}
