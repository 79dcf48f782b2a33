package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;

/** The tools of results as files. */
final class ExportTools {
    private ExportTools() {}

    static List<Tool<?, ?>> of(SqlPorts ports, QueryStarter starter, ObjectReader objects) {
        var price = new ScanPrice(starter.guard().settings().usdPerTebibyte());
        return List.of(
                new AthenaQueryExport(starter, new QueryWaiter(ports.queries()), new ExportedFiles(objects, price)));
    }
}
