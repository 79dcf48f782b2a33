package com.quiltdata.mcp.catalog.athena;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.catalog.sql.SqlPage;
import com.quiltdata.mcp.catalog.sql.TableScope;
import org.jspecify.annotations.Nullable;

/** One of the two services that describe tables. Its positions are the service's own tokens. */
interface TableSource {
    /** Returns the prefix of this source's positions. */
    String prefix();

    /** Returns one page of the databases. */
    SqlPage<Database> databases(Caller caller, String dataCatalog, @Nullable String token, int max);

    /** Returns one page of the tables, which may contain others than those that match the pattern. */
    SqlPage<DataTable> tables(
            Caller caller, TableScope scope, @Nullable TableExpression pattern, @Nullable String token, int max);

    /** Returns one table. */
    DataTable table(Caller caller, TableScope scope, String table);
}
