package com.quiltdata.sandbox.athena;

import static com.quiltdata.sandbox.athena.JsonRequest.output;

import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.sql.SqlEngine;
import com.quiltdata.sandbox.sql.SqlException;
import com.quiltdata.sandbox.sql.TableCatalog;
import com.quiltdata.sandbox.sql.TableCatalog.Column;
import com.quiltdata.sandbox.sql.TableCatalog.Database;
import com.quiltdata.sandbox.sql.TableCatalog.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Glue's operations on databases, tables and partitions. */
record GlueMetadata(Tables tables) {
    Map<String, Operation> operations() {
        return Map.of(
                "GetDatabases", this::databases,
                "GetDatabase", request -> output("Database", describe(database(request, "Name"))),
                "GetTables", this::tables,
                "GetTable", request -> output("Table", describe(table(request, "Name"))),
                "GetPartitions", this::partitions);
    }

    private Map<String, @Nullable Object> databases(JsonRequest request) {
        var all = tables.databases(request.role(), TableCatalog.GLUE);
        var page = Page.of(all, request, request.maxResults(1, 100, 100));
        return output(
                "DatabaseList",
                page.items().stream().map(GlueMetadata::describe).toList(),
                "NextToken",
                page.next());
    }

    private static Map<String, @Nullable Object> describe(Database database) {
        return output(
                "Name", database.name(),
                "Description", database.description(),
                "LocationUri", database.location(),
                "CreateTime", ExecutionDocument.seconds(database.created()),
                "CatalogId", People.ACCOUNT_ID);
    }

    private Database database(JsonRequest request, String field) {
        String name = request.name(field);
        return tables.database(request.role(), TableCatalog.GLUE, name)
                .orElseThrow(() -> absent("Database " + name + " not found."));
    }

    private static AwsException absent(String message) {
        return new AwsException("EntityNotFoundException", message);
    }

    private Map<String, @Nullable Object> tables(JsonRequest request) {
        String database = database(request, "DatabaseName").name();
        var all = tables.tables(request, TableCatalog.GLUE, database, request.optionalText("Expression"));
        var page = Page.of(all, request, request.maxResults(1, 100, 100));
        return output(
                "TableList", page.items().stream().map(GlueMetadata::describe).toList(), "NextToken", page.next());
    }

    private Table table(JsonRequest request, String field) {
        String name = request.name(field);
        String database = database(request, "DatabaseName").name();
        return tables.tables(request, TableCatalog.GLUE, database, null).stream()
                .filter(table -> table.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> absent("Entity Not Found"));
    }

    private static Map<String, @Nullable Object> describe(Table table) {
        return output(
                "Name", table.name(),
                "DatabaseName", table.database(),
                "Description", table.description(),
                "Owner", table.owner(),
                "CreateTime", ExecutionDocument.seconds(table.created()),
                "UpdateTime", ExecutionDocument.seconds(table.created()),
                "StorageDescriptor",
                        output("Columns", AthenaMetadata.columns(table.columns()), "Location", table.location()),
                "PartitionKeys", AthenaMetadata.columns(table.partitions()),
                "TableType", table.type(),
                "Parameters", table.parameters(),
                "CatalogId", People.ACCOUNT_ID);
    }

    /** Returns the partitions that a query of the table's partition columns finds. */
    private Map<String, @Nullable Object> partitions(JsonRequest request) {
        Table table = table(request, "TableName");
        var all = table.partitions().isEmpty() ? List.<List<@Nullable String>>of() : values(request, table);
        var page = Page.of(all, request, request.maxResults(1, 1000, 1000));
        return output(
                "Partitions",
                page.items().stream()
                        .map(values ->
                                output("Values", values, "DatabaseName", table.database(), "TableName", table.name()))
                        .toList(),
                "NextToken",
                page.next());
    }

    private List<List<@Nullable String>> values(JsonRequest request, Table table) {
        String columns = table.partitions().stream()
                .map(Column::name)
                .map(name -> "\"" + name + "\"")
                .collect(Collectors.joining(", "));
        String expression = request.optionalText("Expression");
        String sql = "SELECT DISTINCT %s FROM \"%s\"%s ORDER BY %s"
                .formatted(columns, table.name(), expression == null ? "" : " WHERE " + expression, columns);
        var statement = new SqlEngine.Statement(sql, TableCatalog.GLUE, table.database());
        try (var result = tables.engine().run(request.role(), statement)) {
            return List.copyOf(result.rows(0, (int) result.rowCount()));
        } catch (SqlException e) {
            throw request.invalid(String.valueOf(e.getMessage()));
        }
    }
}
