package com.quiltdata.sandbox.sql;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Loads the tables that a statement names into a session. */
final class TableLoader {
    /** Values without a name that look like one. */
    private static final Set<String> VALUES =
            Set.of("null", "true", "false", "current_date", "current_time", "current_timestamp", "localtimestamp");

    private final Session session;
    private final StatementContext context;
    private final List<TableSource> visible;
    private final Map<String, TableSource> loaded = new LinkedHashMap<>();
    private long bytes;

    TableLoader(Session session, StatementContext context) {
        this.session = session;
        this.context = context;
        this.visible = context.catalog().sources().visible(context.access().role());
    }

    /** Creates the databases, and makes the statement's own the current one. */
    void createDatabases() {
        for (String dataCatalog : context.catalog().names()) {
            String quoted = TypeNames.quoted(dataCatalog);
            session.execute(List.of("ATTACH ':memory:' AS " + quoted));
            context.catalog()
                    .databases(dataCatalog)
                    .forEach(database -> session.execute(
                            List.of("CREATE SCHEMA " + quoted + "." + TypeNames.quoted(database.name()))));
        }
        boolean known = context.catalog().names().contains(context.dataCatalog());
        String dataCatalog = known ? context.dataCatalog() : TableCatalog.GLUE;
        String database = context.database();
        boolean has = known && database != null && context.catalog().has(dataCatalog, database);
        session.execute(List.of("USE " + TypeNames.quoted(dataCatalog) + "."
                + TypeNames.quoted(has ? Objects.requireNonNull(database) : "main")));
    }

    /** Loads every visible table of which the text has the name, those of views first. */
    void load(SqlText text) {
        Set<String> names = text.names();
        for (TableSource source : visible) {
            if (names.contains(source.table().name().toLowerCase(Locale.ROOT))
                    && loaded.putIfAbsent(source.target(), source) == null) {
                if (source instanceof ViewSource view) {
                    load(view.query());
                }
                load(source);
            }
        }
    }

    private void load(TableSource source) {
        try {
            bytes += source.load(session, context.access(), source.target());
        } catch (IllegalStateException e) {
            String reason = AthenaErrors.reason(Objects.requireNonNullElse(e.getCause(), e));
            throw new SqlException(
                    source instanceof ViewSource
                            ? "VIEW_IS_STALE: line 1:15: View '%s' is stale or in invalid state: %s"
                                    .formatted(source.table().name(), reason)
                            : "HIVE_BAD_DATA: Error reading table %s: %s"
                                    .formatted(source.table().name(), reason));
        }
    }

    long bytes() {
        return bytes;
    }

    /** Returns the columns of the loaded tables. */
    List<TableCatalog.Column> columns() {
        return loaded.values().stream()
                .map(TableSource::table)
                .flatMap(table -> Stream.concat(table.columns().stream(), table.partitions().stream()))
                .toList();
    }

    /** Returns the names in lower case that a result's column can have. */
    Set<String> names(SqlText text) {
        var names = new HashSet<>(text.names());
        names.removeAll(VALUES);
        columns().forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
        return names;
    }
}
