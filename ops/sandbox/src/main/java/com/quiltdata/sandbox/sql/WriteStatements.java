package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.sql.SqlResult.Kind;
import com.quiltdata.sandbox.sql.StatementContext.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/** Statements that create, fill or drop tables and views of the database {@code lab}. */
record WriteStatements(QueryExecutor queries, LabTables lab, ResultWriter writer) {
    SqlResult run(StatementContext context, SqlText text) {
        if (text.startsWith("CREATE", "OR", "REPLACE", "VIEW")) {
            return createView(context, text, 4, true);
        }
        if (text.startsWith("CREATE", "VIEW")) {
            return createView(context, text, 2, false);
        }
        if (text.startsWith("CREATE", "TABLE")) {
            return createTable(context, text);
        }
        if (text.startsWith("INSERT", "INTO")) {
            return insert(context, text);
        }
        if (text.startsWith("DROP", "TABLE") || text.startsWith("DROP", "VIEW")) {
            return drop(context, text);
        }
        throw notSupported(text, "the sandbox runs CREATE TABLE AS, CREATE VIEW, INSERT INTO, DROP and UNLOAD only");
    }

    private static SqlException notSupported(SqlText text, String what) {
        return new SqlException("NOT_SUPPORTED: " + text.place(0) + ": " + what);
    }

    private SqlResult createTable(StatementContext context, SqlText text) {
        boolean ifNotExists = text.isAt(2, "IF", "NOT", "EXISTS");
        Reference table = writable(context, text, ifNotExists ? 5 : 2);
        int next = table.end();
        String format = "PARQUET";
        if (text.isAt(next, "WITH", "(")) {
            int end = text.afterParenthesis(next + 1);
            format = StatementProperties.parse(text, next + 1).getOrDefault("format", format);
            next = end;
        }
        if (!text.isAt(next, "AS")) {
            throw text.mismatch(next);
        }
        if (!format.equalsIgnoreCase("PARQUET")) {
            throw notSupported(text, "the sandbox creates tables of format PARQUET only");
        }
        if (lab.named(table.name().name()).isPresent()) {
            if (ifNotExists) {
                return TextResult.empty(Kind.DDL);
            }
            throw exists(table);
        }
        try (QueryResult result = queries.run(context, text.from(next + 1))) {
            String prefix = table.name().name() + "/" + UUID.randomUUID() + "/";
            writer.write(DataCatalogs.TABLES_BUCKET, prefix, result.copy(result.expressions(), "FORMAT PARQUET"));
            var columns = IntStream.range(0, result.columns().size())
                    .mapToObj(i -> new TableCatalog.Column(
                            result.columns().get(i).name(),
                            TypeNames.glue(result.duckTypes().get(i)),
                            null))
                    .toList();
            String location = "s3://" + DataCatalogs.TABLES_BUCKET + "/" + prefix;
            lab.put(new S3Table(
                    LabTables.describe(table.name().name(), columns, List.of(), location, S3Table.Format.PARQUET),
                    LabTables.BUCKET,
                    DataCatalogs.TABLES_BUCKET,
                    prefix,
                    S3Table.Format.PARQUET));
        }
        return TextResult.empty(Kind.DDL);
    }

    private static SqlException exists(Reference table) {
        return new SqlException(
                "TABLE_ALREADY_EXISTS: %s: Table '%s' already exists".formatted(table.place(), table.name()));
    }

    private SqlResult createView(StatementContext context, SqlText text, int position, boolean replace) {
        Reference view = writable(context, text, position);
        if (!text.isAt(view.end(), "AS")) {
            throw text.mismatch(view.end());
        }
        if (!replace && lab.named(view.name().name()).isPresent()) {
            throw exists(view);
        }
        SqlText query = text.from(view.end() + 1);
        var columns = queries.columns(context, query);
        lab.put(new ViewSource(
                LabTables.view(view.name().name(), columns), LabTables.BUCKET, SqlText.parse(query.joined())));
        return TextResult.empty(Kind.DDL);
    }

    private SqlResult insert(StatementContext context, SqlText text) {
        Reference reference = writable(context, text, 2);
        TableSource source = context.catalog().source(reference.name()).orElseThrow(reference::notFound);
        if (!(source instanceof S3Table table) || !table.table().partitions().isEmpty()) {
            throw notSupported(text, "the sandbox inserts into tables without partitions only");
        }
        ResultWriter.check(context, table.bucket());
        int next = reference.end();
        List<String> names =
                table.table().columns().stream().map(TableCatalog.Column::name).toList();
        if (text.isAt(next, "(") && !UtilityStatements.isQuery(text.from(next + 1))) {
            int end = text.afterParenthesis(next);
            names = IntStream.range(next + 1, end - 1)
                    .mapToObj(text.tokens()::get)
                    .filter(SqlToken::isName)
                    .map(SqlToken::name)
                    .toList();
            next = end;
        }
        try (QueryResult result = queries.run(context, text.from(next))) {
            String options = table.format() == S3Table.Format.CSV ? "FORMAT CSV, HEADER" : "FORMAT PARQUET";
            writer.write(table.objects(), table.prefix(), copy(result, table, names, options));
        }
        return TextResult.empty(Kind.DML);
    }

    private static Path copy(QueryResult result, S3Table table, List<String> names, String options) {
        if (result.columns().size() != names.size()) {
            throw new SqlException(
                    "TYPE_MISMATCH: line 1:1: Insert query has mismatched column types: Table: %s, Query: %s"
                            .formatted(
                                    names,
                                    result.columns().stream()
                                            .map(SqlResult.Column::type)
                                            .toList()));
        }
        var expressions = new ArrayList<String>();
        for (TableCatalog.Column column : table.table().columns()) {
            int i = names.indexOf(column.name());
            expressions.add("CAST(%s AS %s) AS %s"
                    .formatted(
                            i < 0 ? "NULL" : "c" + i, TypeNames.duck(column.type()), TypeNames.quoted(column.name())));
        }
        try {
            return result.copy(expressions, options);
        } catch (IllegalStateException e) {
            throw new SqlException("TYPE_MISMATCH: line 1:1: Insert query has mismatched column types: "
                    + AthenaErrors.reason(Objects.requireNonNull(e.getCause())));
        }
    }

    private SqlResult drop(StatementContext context, SqlText text) {
        boolean ifExists = text.isAt(2, "IF", "EXISTS");
        Reference table = writable(context, text, ifExists ? 4 : 2);
        if (lab.named(table.name().name()).isEmpty() && !ifExists) {
            throw table.notFound();
        }
        lab.remove(table.name().name());
        return TextResult.empty(Kind.DDL);
    }

    /** Reads the name of a table that the role may write: one of the database lab. */
    private static Reference writable(StatementContext context, SqlText text, int position) {
        Reference table = context.reference(text, position);
        boolean inLab = table.name().dataCatalog().equalsIgnoreCase(TableCatalog.GLUE)
                && table.name().database().equals(DataCatalogs.LAB);
        if (!inLab || !context.access().writes(LabTables.BUCKET)) {
            throw new SqlException("PERMISSION_DENIED: %s: Access Denied: Cannot write table %s"
                    .formatted(table.place(), table.name()));
        }
        return table;
    }
}
