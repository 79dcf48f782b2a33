package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.sql.SqlToken.TokenType;
import com.quiltdata.sandbox.sql.StatementContext.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code SHOW}, {@code DESCRIBE} and {@code EXPLAIN}, which are answered from the data catalogs. */
record UtilityStatements(QueryExecutor queries) {
    private static final List<String> QUERY = List.of("SELECT", "WITH", "VALUES", "TABLE", "(");

    static boolean isQuery(SqlText text) {
        return QUERY.stream().anyMatch(text::startsWith);
    }

    SqlResult run(StatementContext context, SqlText text) {
        if (text.startsWith("EXPLAIN")) {
            return explain(context, text);
        }
        if (text.startsWith("SHOW")) {
            return show(context, text);
        }
        boolean detailed = text.isAt(1, "EXTENDED") || text.isAt(1, "FORMATTED");
        return describe(table(context, text, detailed ? 2 : 1));
    }

    private SqlResult show(StatementContext context, SqlText text) {
        if (text.isAt(1, "DATABASES") || text.isAt(1, "SCHEMAS")) {
            String dataCatalog = in(text, 2)
                    ? context.catalogNamed(StatementContext.parts(text, 3).getFirst())
                    : context.dataCatalog();
            return TextResult.of(
                    List.of("database_name"),
                    like(text, context.catalog().databases(dataCatalog).stream().map(TableCatalog.Database::name)));
        }
        if (text.isAt(1, "TABLES")) {
            return TextResult.of(
                    List.of("tab_name"), like(text, tables(context, text).map(TableCatalog.Table::name)));
        }
        if (text.isAt(1, "VIEWS")) {
            Stream<String> views = tables(context, text)
                    .filter(table -> table.type().equals("VIRTUAL_VIEW"))
                    .map(TableCatalog.Table::name);
            return TextResult.of(List.of("views"), like(text, views));
        }
        if (text.isAt(1, "COLUMNS") && in(text, 2)) {
            return columns(context, text);
        }
        if (text.isAt(1, "PARTITIONS")) {
            return partitions(context, text);
        }
        if (text.isAt(1, "TBLPROPERTIES")) {
            var parameters = table(context, text, 2).table().parameters();
            return TextResult.of(
                    List.of("prpt_name", "prpt_value"),
                    parameters.entrySet().stream()
                            .map(entry -> entry.getKey() + "\t" + entry.getValue())
                            .sorted()
                            .toList());
        }
        if (text.isAt(1, "CREATE", "TABLE") || text.isAt(1, "CREATE", "VIEW")) {
            return TextResult.of(
                    List.of(text.isAt(2, "VIEW") ? "create view" : "createtab_stmt"),
                    CreateStatement.lines(table(context, text, 3)));
        }
        throw text.mismatch(1);
    }

    private static boolean in(SqlText text, int position) {
        return text.isAt(position, "IN") || text.isAt(position, "FROM");
    }

    private static Stream<TableCatalog.Table> tables(StatementContext context, SqlText text) {
        List<String> parts = in(text, 2) ? StatementContext.parts(text, 3) : List.of();
        String database = parts.isEmpty() ? context.database() : parts.getLast();
        String dataCatalog = parts.size() > 1 ? context.catalogNamed(parts.getFirst()) : context.dataCatalog();
        if (database == null) {
            throw StatementContext.schemaMissing(text.place(0));
        }
        if (!context.catalog().has(dataCatalog, database)) {
            throw new SqlException("SCHEMA_NOT_FOUND: %s: Schema '%s' does not exist"
                    .formatted(text.place(parts.isEmpty() ? 0 : 3), database));
        }
        return context.catalog().tables(dataCatalog, database).stream();
    }

    /** Keeps the names that match the last string, with {@code *} or {@code %} for any text and {@code |} for or. */
    private static List<String> like(SqlText text, Stream<String> names) {
        SqlToken last = text.tokens().getLast();
        if (last.type() != TokenType.STRING) {
            return names.toList();
        }
        var pattern = Pattern.compile(last.value().replaceAll("\\.?[*%]", ".*"), Pattern.CASE_INSENSITIVE);
        return names.filter(name -> pattern.matcher(name).matches()).toList();
    }

    private static SqlResult columns(StatementContext context, SqlText text) {
        TableSource source = in(text, 4)
                ? find(
                        context,
                        new Reference(
                                new QualifiedName(
                                        context.dataCatalog(),
                                        StatementContext.parts(text, 5).getLast(),
                                        StatementContext.parts(text, 3).getLast()),
                                text,
                                3,
                                6))
                : table(context, text, 3);
        return TextResult.of(
                List.of("field"),
                all(source.table()).map(column -> pad(column.name())).toList());
    }

    private static SqlResult partitions(StatementContext context, SqlText text) {
        TableSource source = table(context, text, 2);
        if (source instanceof S3Table table && !source.table().partitions().isEmpty()) {
            return TextResult.of(List.of("partition"), table.partitions(context.access()));
        }
        throw new SqlException("FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask."
                + " Table %s is not a partitioned table"
                        .formatted(source.table().name()));
    }

    private static SqlResult describe(TableSource source) {
        var lines = new ArrayList<String>();
        all(source.table()).forEach(column -> lines.add(line(column)));
        if (!source.table().partitions().isEmpty()) {
            lines.addAll(List.of(
                    "\t \t ",
                    "# Partition Information\t \t ",
                    "# col_name            \tdata_type           \tcomment             ",
                    "\t \t "));
            source.table().partitions().forEach(column -> lines.add(line(column)));
        }
        return TextResult.of(List.of("col_name", "data_type", "comment"), lines);
    }

    private static Stream<TableCatalog.Column> all(TableCatalog.Table table) {
        return Stream.concat(table.columns().stream(), table.partitions().stream());
    }

    private static String line(TableCatalog.Column column) {
        String comment = column.comment();
        return pad(column.name()) + "\t" + pad(column.type()) + "\t" + pad(comment == null ? "" : comment);
    }

    private static String pad(String text) {
        return "%-20s".formatted(text);
    }

    private static TableSource table(StatementContext context, SqlText text, int position) {
        return find(context, context.reference(text, position));
    }

    private static TableSource find(StatementContext context, Reference reference) {
        return context.catalog().source(reference.name()).orElseThrow(reference::notFound);
    }

    /** {@code EXPLAIN ANALYZE} runs a query as well; the plan of a statement that writes is one line. */
    private SqlResult explain(StatementContext context, SqlText text) {
        boolean analyze = text.isAt(1, "ANALYZE");
        int start = analyze ? 2 : 1;
        boolean options = text.isAt(start, "(") && !isQuery(text.from(start + 1));
        SqlText explained = text.from(options ? text.afterParenthesis(start) : start);
        if (!isQuery(explained)) {
            return TextResult.of(List.of("Query Plan"), List.of("Write"));
        }
        List<String> plan = queries.plan(context, explained);
        if (analyze) {
            queries.run(context, explained).close();
        }
        return options && text.isAt(start + 1, "TYPE", "VALIDATE")
                ? TextResult.of(List.of("Valid"), List.of("true"))
                : TextResult.of(List.of("Query Plan"), plan);
    }
}
