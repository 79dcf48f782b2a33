package com.quiltdata.sandbox.sql;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs queries, each in a session of its own. */
record QueryExecutor(Supplier<Session> sessions) {
    /** Runs a query and keeps its rows. */
    QueryResult run(StatementContext context, SqlText query) {
        Session session = sessions.get();
        try {
            var loader = load(session, context, query);
            String duck = TrinoDialect.duck(query);
            return session.run((connection, statement) -> {
                var described = describe(connection, duck, loader, query);
                String names = IntStream.range(0, described.columns().size())
                        .mapToObj(i -> "c" + i)
                        .collect(Collectors.joining(","));
                statement.execute("CREATE TABLE %s(%s) AS (\n%s\n)".formatted(QueryResult.TABLE, names, duck));
                return new QueryResult(
                        session, described.columns(), described.duckTypes(), count(statement), loader.bytes());
            });
        } catch (SQLException e) {
            session.close();
            throw AthenaErrors.of(query, context, e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Returns DuckDB's plan of a query. */
    List<String> plan(StatementContext context, SqlText query) {
        return check(context, query, (statement, duck) -> {
            try (var rows = statement.executeQuery("EXPLAIN " + duck)) {
                var lines = new ArrayList<String>();
                while (rows.next()) {
                    lines.addAll(rows.getString(2).lines().toList());
                }
                return lines;
            }
        });
    }

    /** Returns the columns of a query, without running it. */
    List<TableCatalog.Column> columns(StatementContext context, SqlText query) {
        return check(context, query, (statement, duck) -> {
            try (var rows = statement.executeQuery("DESCRIBE " + duck)) {
                var columns = new ArrayList<TableCatalog.Column>();
                while (rows.next()) {
                    columns.add(new TableCatalog.Column(rows.getString(1), TypeNames.glue(rows.getString(2)), null));
                }
                return columns;
            }
        });
    }

    private interface Check<T> {
        T run(Statement statement, String duck) throws SQLException;
    }

    private <T> T check(StatementContext context, SqlText query, Check<T> check) {
        try (Session session = sessions.get()) {
            var _ = load(session, context, query);
            String duck = TrinoDialect.duck(query);
            return session.run((_, statement) -> check.run(statement, duck));
        } catch (SQLException e) {
            throw AthenaErrors.of(query, context, e);
        }
    }

    private static TableLoader load(Session session, StatementContext context, SqlText query) {
        var loader = new TableLoader(session, context);
        loader.createDatabases();
        loader.load(query);
        session.lock();
        return loader;
    }

    private record Described(List<SqlResult.Column> columns, List<String> duckTypes) {}

    private static Described describe(Connection connection, String duck, TableLoader loader, SqlText query)
            throws SQLException {
        try (var prepared = connection.prepareStatement(duck)) {
            ResultSetMetaData meta = prepared.getMetaData();
            Set<String> names = loader.names(query);
            var columns = new ArrayList<SqlResult.Column>();
            var types = new ArrayList<String>();
            for (int i = 0; i < meta.getColumnCount(); i++) {
                String name = meta.getColumnName(i + 1);
                String type = meta.getColumnTypeName(i + 1);
                types.add(type);
                columns.add(column(
                        names.contains(name.toLowerCase(Locale.ROOT)) ? name : "_col" + i, type, loader.columns()));
            }
            return new Described(columns, types);
        }
    }

    /** A text has the length of the table's column of this name, which DuckDB does not keep. */
    private static SqlResult.Column column(String name, String type, List<TableCatalog.Column> loaded) {
        return loaded.stream()
                .filter(column -> type.equals("VARCHAR")
                        && column.type().contains("char(")
                        && !column.type().contains("<")
                        && column.name().equalsIgnoreCase(name))
                .findFirst()
                .map(column -> TypeNames.sized(name, column.type()))
                .orElseGet(() -> TypeNames.column(name, type));
    }

    private static long count(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("SELECT count(*) FROM " + QueryResult.TABLE)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
