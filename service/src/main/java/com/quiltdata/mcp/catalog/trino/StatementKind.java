package com.quiltdata.mcp.catalog.trino;

import com.quiltdata.mcp.catalog.Failure;
import io.trino.sql.tree.AddColumn;
import io.trino.sql.tree.CreateSchema;
import io.trino.sql.tree.CreateTable;
import io.trino.sql.tree.CreateTableAsSelect;
import io.trino.sql.tree.CreateView;
import io.trino.sql.tree.Delete;
import io.trino.sql.tree.DropColumn;
import io.trino.sql.tree.DropSchema;
import io.trino.sql.tree.DropTable;
import io.trino.sql.tree.DropView;
import io.trino.sql.tree.Explain;
import io.trino.sql.tree.ExplainAnalyze;
import io.trino.sql.tree.Insert;
import io.trino.sql.tree.Merge;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.RenameColumn;
import io.trino.sql.tree.RenameSchema;
import io.trino.sql.tree.RenameTable;
import io.trino.sql.tree.RenameView;
import io.trino.sql.tree.SetColumnType;
import io.trino.sql.tree.SetProperties;
import io.trino.sql.tree.ShowCatalogs;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.ShowCreate;
import io.trino.sql.tree.ShowFunctions;
import io.trino.sql.tree.ShowSchemas;
import io.trino.sql.tree.ShowStats;
import io.trino.sql.tree.ShowTables;
import io.trino.sql.tree.Statement;
import io.trino.sql.tree.TruncateTable;
import io.trino.sql.tree.Update;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kind of statement one is. A kind that is not listed here is not run.
 *
 * @param writes why it is more than a read; null for a read
 * @param scans whether it reads the data of the tables that it names
 * @param hive whether Athena runs it by Hive's grammar, although Trino's accepts it
 */
record StatementKind(String type, @Nullable String writes, boolean scans, boolean hive) {
    private static final Map<Class<? extends Statement>, StatementKind> KINDS = Map.ofEntries(
            Map.entry(Query.class, new StatementKind("SELECT", null, true, false)),
            Map.entry(ShowCatalogs.class, metadata("SHOW CATALOGS")),
            Map.entry(ShowColumns.class, metadata("SHOW COLUMNS")),
            Map.entry(ShowCreate.class, metadata("SHOW CREATE")),
            Map.entry(ShowFunctions.class, metadata("SHOW FUNCTIONS")),
            Map.entry(ShowSchemas.class, metadata("SHOW SCHEMAS")),
            Map.entry(ShowStats.class, metadata("SHOW STATS")),
            Map.entry(ShowTables.class, metadata("SHOW TABLES")),
            Map.entry(Insert.class, data("INSERT", "adds rows to a table")),
            Map.entry(Update.class, data("UPDATE", "changes rows of a table")),
            Map.entry(Delete.class, data("DELETE", "deletes rows of a table")),
            Map.entry(Merge.class, data("MERGE", "changes rows of a table")),
            Map.entry(CreateTableAsSelect.class, data("CREATE TABLE AS SELECT", "creates a table")),
            Map.entry(TruncateTable.class, data("TRUNCATE TABLE", "deletes all rows of a table")),
            Map.entry(
                    CreateView.class,
                    new StatementKind("CREATE VIEW", "CREATE VIEW creates or replaces a view", false, false)),
            Map.entry(CreateTable.class, definition("CREATE TABLE", "creates a table")),
            Map.entry(CreateSchema.class, definition("CREATE SCHEMA", "creates a database")),
            Map.entry(DropTable.class, definition("DROP TABLE", "removes a table")),
            Map.entry(DropView.class, definition("DROP VIEW", "removes a view")),
            Map.entry(DropSchema.class, definition("DROP SCHEMA", "removes a database")),
            Map.entry(RenameTable.class, definition("ALTER TABLE", "renames a table")),
            Map.entry(RenameView.class, definition("ALTER VIEW", "renames a view")),
            Map.entry(RenameSchema.class, definition("ALTER SCHEMA", "renames a database")),
            Map.entry(RenameColumn.class, definition("ALTER TABLE", "renames a column")),
            Map.entry(AddColumn.class, definition("ALTER TABLE", "adds a column")),
            Map.entry(DropColumn.class, definition("ALTER TABLE", "removes a column")),
            Map.entry(SetColumnType.class, definition("ALTER TABLE", "changes a column")),
            Map.entry(SetProperties.class, definition("ALTER TABLE", "changes a table's properties")));

    /** Returns the kind of a statement, or refuses one that is not run. */
    static StatementKind of(Statement statement) {
        return switch (statement) {
            case Explain explain -> {
                of(explained(explain.getStatement()));
                yield new StatementKind("EXPLAIN", null, false, false);
            }
            case ExplainAnalyze explain -> {
                var inner = of(explained(explain.getStatement()));
                var writes =
                        inner.writes() == null ? null : "EXPLAIN ANALYZE runs its statement, and " + inner.writes();
                yield new StatementKind("EXPLAIN ANALYZE", writes, inner.scans(), false);
            }
            default -> {
                var kind = KINDS.get(statement.getClass());
                if (kind == null) {
                    throw new Failure.Invalid(notRun(statement.getClass().getSimpleName()));
                }
                yield kind;
            }
        };
    }

    private static Statement explained(Statement inner) {
        if (inner instanceof Explain || inner instanceof ExplainAnalyze) {
            throw new Failure.Invalid("EXPLAIN of an EXPLAIN is not run. Send one EXPLAIN.");
        }
        return inner;
    }

    private static String notRun(String name) {
        var words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
        return words + " is not run here. " + HiveForms.UNDERSTOOD;
    }

    private static StatementKind metadata(String type) {
        return new StatementKind(type, null, false, true);
    }

    private static StatementKind data(String type, String does) {
        return new StatementKind(type, type + " " + does, true, false);
    }

    private static StatementKind definition(String type, String does) {
        return new StatementKind(type, type + " " + does, false, true);
    }
}
