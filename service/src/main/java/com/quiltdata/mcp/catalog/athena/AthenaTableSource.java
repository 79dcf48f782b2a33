package com.quiltdata.mcp.catalog.athena;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.catalog.sql.SqlPage;
import com.quiltdata.mcp.catalog.sql.TableColumn;
import com.quiltdata.mcp.catalog.sql.TableScope;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.athena.model.Column;
import software.amazon.awssdk.services.athena.model.TableMetadata;

/** Describes the tables of any data catalog that Athena knows. */
record AthenaTableSource(AthenaClients aws) implements TableSource {
    private static final int PAGE = 50;
    private static final int MAX_EXPRESSION = 256;

    @Override
    public String prefix() {
        return "athena:";
    }

    @Override
    public SqlPage<Database> databases(Caller caller, String dataCatalog, @Nullable String token, int max) {
        var page = aws.athena(
                caller,
                (athena, as) -> athena.listDatabases(r -> r.catalogName(dataCatalog)
                        .nextToken(token)
                        .maxResults(Math.min(PAGE, max))
                        .overrideConfiguration(as)));
        var databases = page.databaseList().stream()
                .map(it -> new Database(aws.present(it.name()), it.description(), null, null))
                .toList();
        return new SqlPage<>(databases, page.nextToken());
    }

    @Override
    public SqlPage<DataTable> tables(
            Caller caller, TableScope scope, @Nullable TableExpression pattern, @Nullable String token, int max) {
        var expression = pattern == null ? null : pattern.expression(MAX_EXPRESSION);
        var page = aws.athena(
                caller,
                (athena, as) -> athena.listTableMetadata(r -> r.catalogName(scope.dataCatalog())
                        .databaseName(scope.database())
                        .expression(expression)
                        .nextToken(token)
                        .maxResults(Math.min(PAGE, max))
                        .overrideConfiguration(as)));
        return new SqlPage<>(
                page.tableMetadataList().stream().map(it -> table(it, scope)).toList(), page.nextToken());
    }

    @Override
    public DataTable table(Caller caller, TableScope scope, String table) {
        var found = aws.athena(
                caller,
                (athena, as) -> athena.getTableMetadata(r -> r.catalogName(scope.dataCatalog())
                        .databaseName(scope.database())
                        .tableName(table)
                        .overrideConfiguration(as)));
        return table(aws.present(found.tableMetadata()), scope);
    }

    /** Maps a description, whose parameters say where the data are. */
    private DataTable table(TableMetadata from, TableScope scope) {
        var parameters = from.parameters();
        return new DataTable(
                aws.present(from.name()),
                scope.database(),
                from.tableType(),
                columns(from.columns()),
                columns(from.partitionKeys()),
                parameters.get("comment"),
                null,
                new DataTable.Times(from.createTime(), null),
                new DataTable.Storage(
                        parameters.get("location"),
                        parameters.get("inputformat"),
                        parameters.get("outputformat"),
                        parameters.get("serde.serialization.lib")),
                parameters);
    }

    private List<TableColumn> columns(List<Column> columns) {
        return columns.stream()
                .map(it -> new TableColumn(
                        aws.present(it.name()), Objects.requireNonNullElse(it.type(), ""), it.comment()))
                .toList();
    }
}
