package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.TableScope;
import com.quiltdata.mcp.tool.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a listing of tables.
 *
 * @param positions the position of each table
 * @param next the position after the last; null at the end of the listing
 */
record TableListing(
        List<DataTable> tables,
        List<TablePosition> positions,
        @Nullable TablePosition next) {
    private static final int MAX_PAGES = 50;

    /** Reads up to a number of tables that match the pattern, from a position on. */
    static TableListing read(
            TableDirectory directory, Call call, @Nullable TablePattern pattern, TablePosition start, int limit) {
        var scope = new TableScope(start.dataCatalog(), start.database());
        var tables = new ArrayList<DataTable>();
        var positions = new ArrayList<TablePosition>();
        TablePosition next = start;
        for (int pages = 0; pages < MAX_PAGES && next != null; pages++) {
            var coarse = pattern == null ? null : pattern.coarse();
            var page = directory.page(call, scope, coarse, next.page(), TablePosition.PAGE);
            var items = page.items();
            for (int i = next.index(); i < items.size(); i++) {
                if (pattern != null && !pattern.matches(items.get(i).name())) {
                    continue;
                }
                if (tables.size() == limit) {
                    return new TableListing(tables, positions, next.at(next.page(), i));
                }
                tables.add(items.get(i));
                positions.add(next.at(next.page(), i));
            }
            next = page.next() == null ? null : next.at(page.next(), 0);
        }
        return new TableListing(tables, positions, next);
    }

    /** Returns the position after the first tables. */
    @Nullable
    TablePosition after(int count) {
        return count < positions.size() ? positions.get(count) : next;
    }
}
