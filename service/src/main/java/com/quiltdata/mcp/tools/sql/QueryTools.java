package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.catalog.sql.SqlSettings;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import java.util.stream.Stream;

/** The tools of queries and statements. */
final class QueryTools {
    private QueryTools() {}

    static List<Tool<?, ?>> of(SqlPorts ports, SqlSettings settings, CatalogInfoReader info, QueryStarter starter) {
        var executor =
                new QueryExecutor(starter, new QueryWaiter(ports.queries()), new ScanPrice(settings.usdPerTebibyte()));
        var tabulator = new TabulatorCatalog(info);
        return Stream.<Tool<?, ?>>of(
                        new AthenaQuery(executor),
                        new AthenaQueryResults(executor),
                        new AthenaQueryStop(ports.queries()),
                        new AthenaQueryExecute(executor),
                        new TabulatorQueryExecute(executor, tabulator),
                        new TabulatorBucketQuery(executor, tabulator),
                        new AthenaStatementExecute(executor, ports.statements()))
                .filter(tool -> settings.writes() || !(tool instanceof AthenaStatementExecute))
                .toList();
    }
}
