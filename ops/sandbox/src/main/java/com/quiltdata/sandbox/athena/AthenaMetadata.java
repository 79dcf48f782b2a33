package com.quiltdata.sandbox.athena;

import static com.quiltdata.sandbox.athena.JsonRequest.output;

import com.quiltdata.sandbox.sql.TableCatalog;
import com.quiltdata.sandbox.sql.TableCatalog.Column;
import com.quiltdata.sandbox.sql.TableCatalog.Database;
import com.quiltdata.sandbox.sql.TableCatalog.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Athena's operations on data catalogs, databases and tables. */
record AthenaMetadata(Tables tables) {
    private static final String CAUSE = " (Service: AmazonDataCatalog; Status Code: 400; Error Code:"
            + " EntityNotFoundException; Request ID: 00000000-0000-4000-8000-000000000000; Proxy: null)";

    Map<String, Operation> operations() {
        return Map.of(
                "ListDataCatalogs", this::listCatalogs,
                "GetDataCatalog", this::getCatalog,
                "ListDatabases", this::listDatabases,
                "GetDatabase", request -> output("Database", describe(database(request))),
                "ListTableMetadata", this::listTables,
                "GetTableMetadata", this::getTable);
    }

    private Map<String, @Nullable Object> listCatalogs(JsonRequest request) {
        var page = Page.of(tables.catalogs(request.role()), request, request.maxResults(2, 50, 10));
        return output(
                "DataCatalogsSummary",
                page.items().stream()
                        .map(name -> output("CatalogName", name, "Type", type(name)))
                        .toList(),
                "NextToken",
                page.next());
    }

    private Map<String, @Nullable Object> getCatalog(JsonRequest request) {
        String name = catalog(request, "Name");
        return output("DataCatalog", output("Name", name, "Type", type(name)));
    }

    private static String type(String catalog) {
        return catalog.equals(TableCatalog.GLUE) ? "GLUE" : "LAMBDA";
    }

    private String catalog(JsonRequest request, String field) {
        String name = request.name(field);
        return tables.catalog(request.role(), name)
                .orElseThrow(() -> request.invalid("DataCatalog " + name + " was not found"));
    }

    private Map<String, @Nullable Object> listDatabases(JsonRequest request) {
        var all = tables.databases(request.role(), catalog(request, "CatalogName"));
        var page = Page.of(all, request, request.maxResults(1, 50, 50));
        return output(
                "DatabaseList",
                page.items().stream().map(AthenaMetadata::describe).toList(),
                "NextToken",
                page.next());
    }

    private static Map<String, @Nullable Object> describe(Database database) {
        return output("Name", database.name(), "Description", database.description());
    }

    private Database database(JsonRequest request) {
        String name = request.name("DatabaseName");
        return tables.database(request.role(), catalog(request, "CatalogName"), name)
                .orElseThrow(() -> absent("Database " + name + " not found."));
    }

    private static AwsException absent(String message) {
        return new AwsException("MetadataException", message + CAUSE);
    }

    private Map<String, @Nullable Object> listTables(JsonRequest request) {
        var all = tables(request, request.optionalText("Expression"));
        var page = Page.of(all, request, request.maxResults(1, 50, 50));
        return output(
                "TableMetadataList",
                page.items().stream().map(AthenaMetadata::describe).toList(),
                "NextToken",
                page.next());
    }

    private List<Table> tables(JsonRequest request, @Nullable String expression) {
        String database = database(request).name();
        return tables.tables(request, catalog(request, "CatalogName"), database, expression);
    }

    private Map<String, @Nullable Object> getTable(JsonRequest request) {
        String name = request.name("TableName");
        return tables(request, null).stream()
                .filter(table -> table.name().equalsIgnoreCase(name))
                .findFirst()
                .map(table -> output("TableMetadata", describe(table)))
                .orElseThrow(() -> absent("Entity Not Found"));
    }

    private static Map<String, @Nullable Object> describe(Table table) {
        var parameters = new LinkedHashMap<>(table.parameters());
        if (table.location() != null) {
            parameters.put("location", table.location());
        }
        if (table.description() != null) {
            parameters.put("comment", table.description());
        }
        return output(
                "Name", table.name(),
                "CreateTime", ExecutionDocument.seconds(table.created()),
                "TableType", table.type(),
                "Columns", columns(table.columns()),
                "PartitionKeys", columns(table.partitions()),
                "Parameters", parameters);
    }

    /** Returns columns as both services describe them. */
    static List<Map<String, @Nullable Object>> columns(List<Column> columns) {
        return columns.stream()
                .map(column -> output("Name", column.name(), "Type", column.type(), "Comment", column.comment()))
                .toList();
    }
}
