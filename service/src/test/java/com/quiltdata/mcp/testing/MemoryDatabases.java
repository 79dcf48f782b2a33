package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.catalog.sql.SqlPage;
import com.quiltdata.mcp.catalog.sql.TableColumn;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.TableScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Data catalogs in memory, listed by name; remembers what was asked of it. */
public final class MemoryDatabases implements TableReader {
    /** What was asked, such as {@code tables AwsDataCatalog.db abc* after NAME}. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** The largest page that is returned, whatever is asked for. */
    public int pageSize = Integer.MAX_VALUE;

    private final Map<String, Map<String, Database>> databases = new TreeMap<>();
    private final Map<TableScope, Map<String, DataTable>> tables = new HashMap<>();

    public MemoryDatabases with(String dataCatalog, Database database) {
        databases.computeIfAbsent(dataCatalog, _ -> new TreeMap<>()).put(database.name(), database);
        return this;
    }

    /** Adds a table, and its database if it is not there yet. */
    public MemoryDatabases with(String dataCatalog, DataTable table) {
        var all = databases.computeIfAbsent(dataCatalog, _ -> new TreeMap<>());
        all.putIfAbsent(table.database(), new Database(table.database(), null, null, null));
        tables.computeIfAbsent(new TableScope(dataCatalog, table.database()), _ -> new TreeMap<>())
                .put(table.name(), table);
        return this;
    }

    /** Returns a table of the columns alone, each as {@code name type}; all else about it is unknown. */
    public static DataTable table(String database, String name, String... columns) {
        return table(database, name, List.of(), columns);
    }

    /** Returns a table of the columns and of partitions, each as {@code name type}; all else about it is unknown. */
    public static DataTable table(String database, String name, List<String> partitions, String... columns) {
        return new DataTable(
                name,
                database,
                null,
                Arrays.stream(columns).map(MemoryDatabases::column).toList(),
                partitions.stream().map(MemoryDatabases::column).toList(),
                null,
                null,
                new DataTable.Times(null, null),
                new DataTable.Storage(null, null, null, null),
                Map.of());
    }

    private static TableColumn column(String text) {
        var parts = text.split(" ", 2);
        return new TableColumn(parts[0], parts[1], null);
    }

    @Override
    public SqlPage<Database> databases(Caller caller, String dataCatalog, @Nullable String position, int max) {
        asked.add("databases %s%s".formatted(dataCatalog, position == null ? "" : " after " + position));
        return page(of(dataCatalog), position, max);
    }

    @Override
    public SqlPage<DataTable> tables(
            Caller caller, TableScope scope, @Nullable String pattern, @Nullable String position, int max) {
        asked.add("tables %s.%s%s%s"
                .formatted(
                        scope.dataCatalog(),
                        scope.database(),
                        pattern == null ? "" : " " + pattern,
                        position == null ? "" : " after " + position));
        var matching = new TreeMap<>(of(scope));
        matching.keySet().removeIf(name -> pattern != null && !matches(name, pattern));
        return page(matching, position, max);
    }

    @Override
    public DataTable table(Caller caller, TableScope scope, String table) {
        asked.add("table %s.%s.%s".formatted(scope.dataCatalog(), scope.database(), table));
        var found = of(scope).get(table);
        if (found == null) {
            throw new Failure.NotFound("No table `%s` in the database `%s`.".formatted(table, scope.database()));
        }
        return found;
    }

    private Map<String, Database> of(String dataCatalog) {
        var all = databases.get(dataCatalog);
        if (all == null) {
            throw new Failure.NotFound("No data catalog `%s`.".formatted(dataCatalog));
        }
        return all;
    }

    private Map<String, DataTable> of(TableScope scope) {
        if (!of(scope.dataCatalog()).containsKey(scope.database())) {
            throw new Failure.NotFound("No database `%s`.".formatted(scope.database()));
        }
        return tables.getOrDefault(scope, Map.of());
    }

    private static boolean matches(String name, String pattern) {
        var expression =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return name.matches("(?s)" + expression);
    }

    private <T> SqlPage<T> page(Map<String, T> all, @Nullable String position, int max) {
        var names = all.keySet().stream()
                .sorted()
                .filter(name -> position == null || name.compareTo(position) > 0)
                .toList();
        var page = names.subList(0, Math.min(names.size(), Math.min(max, pageSize)));
        return new SqlPage<>(page.stream().map(all::get).toList(), page.size() < names.size() ? page.getLast() : null);
    }
}
