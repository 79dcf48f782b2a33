package com.quiltdata.mcp.catalog.athena;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.catalog.sql.SqlPage;
import com.quiltdata.mcp.catalog.sql.TableColumn;
import com.quiltdata.mcp.catalog.sql.TableScope;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

/** Describes the tables of the account's own data catalog, which Glue keeps; its names are in lower case. */
record GlueTableSource(AthenaClients aws) implements TableSource {
    private static final int PAGE = 100;
    private static final int MAX_EXPRESSION = 2048;

    @Override
    public String prefix() {
        return "glue:";
    }

    @Override
    public SqlPage<Database> databases(Caller caller, String dataCatalog, @Nullable String token, int max) {
        var page = aws.glue(
                caller,
                (glue, as) -> glue.getDatabases(
                        r -> r.nextToken(token).maxResults(Math.min(PAGE, max)).overrideConfiguration(as)));
        var databases = page.databaseList().stream()
                .map(it ->
                        new Database(aws.presentInGlue(it.name()), it.description(), it.locationUri(), it.createTime()))
                .toList();
        return new SqlPage<>(databases, page.nextToken());
    }

    @Override
    public SqlPage<DataTable> tables(
            Caller caller, TableScope scope, @Nullable TableExpression pattern, @Nullable String token, int max) {
        var expression = pattern == null ? null : pattern.expression(MAX_EXPRESSION);
        var page = aws.glue(
                caller,
                (glue, as) -> glue.getTables(r -> r.databaseName(stored(scope.database()))
                        .expression(expression)
                        .nextToken(token)
                        .maxResults(Math.min(PAGE, max))
                        .overrideConfiguration(as)));
        return new SqlPage<>(
                page.tableList().stream().map(it -> table(it, scope)).toList(), page.nextToken());
    }

    @Override
    public DataTable table(Caller caller, TableScope scope, String table) {
        var found = aws.glue(
                caller,
                (glue, as) -> glue.getTable(r -> r.databaseName(stored(scope.database()))
                        .name(stored(table))
                        .overrideConfiguration(as)));
        return table(aws.presentInGlue(found.table()), scope);
    }

    private static String stored(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private DataTable table(Table from, TableScope scope) {
        var storage = Objects.requireNonNullElseGet(
                from.storageDescriptor(), () -> StorageDescriptor.builder().build());
        return new DataTable(
                aws.presentInGlue(from.name()),
                Objects.requireNonNullElse(from.databaseName(), scope.database()),
                from.tableType(),
                columns(storage.columns()),
                columns(from.partitionKeys()),
                from.description(),
                from.owner(),
                new DataTable.Times(from.createTime(), from.updateTime()),
                new DataTable.Storage(
                        storage.location(),
                        storage.inputFormat(),
                        storage.outputFormat(),
                        Optional.ofNullable(storage.serdeInfo())
                                .map(SerDeInfo::serializationLibrary)
                                .orElse(null)),
                from.parameters());
    }

    private List<TableColumn> columns(List<Column> columns) {
        return columns.stream()
                .map(it -> new TableColumn(
                        aws.presentInGlue(it.name()), Objects.requireNonNullElse(it.type(), ""), it.comment()))
                .toList();
    }
}
