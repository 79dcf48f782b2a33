package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.catalog.sql.SqlSettings;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The toolset of SQL. None of its tools are in the preset {@code standard}, which is for packages and files. */
public final class SqlToolset {
    /** Name by which operators and clients select the toolset. */
    public static final String NAME = "sql";

    private SqlToolset() {}

    public static Toolset of(SqlPorts ports, SqlSettings settings, CatalogInfoReader info, ObjectReader objects) {
        var starter = new QueryStarter(ports, new CostGuard(ports, settings));
        var tools = Stream.of(
                        QueryTools.of(ports, settings, info, starter),
                        List.of(new QueryValidate(ports.statements())),
                        TableTools.of(ports, info),
                        ExportTools.of(ports, starter, objects))
                .flatMap(List::stream)
                .toList();
        var names = tools.stream().map(tool -> tool.spec().name()).collect(Collectors.toSet());
        return new Toolset(NAME, List.<Tool<?, ?>>copyOf(tools), names);
    }
}
