package com.quiltdata.sandbox.sql;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.registry.TabulatorTables;
import com.quiltdata.sandbox.s3.Access;
import com.quiltdata.sandbox.s3.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The engine that runs SQL with DuckDB, whose native library the first statement loads. */
public final class DuckDbEngine implements SqlEngine {
    private final Store store;
    private final TableSources sources;
    private final UtilityStatements utility;
    private final WriteStatements writes;
    private final UnloadStatement unload;
    private final QueryExecutor queries = new QueryExecutor(this::open);
    private @Nullable Path root;

    public DuckDbEngine(Store store, Buckets buckets, TabulatorTables tabulator, Packages packages) {
        this.store = store;
        var lab = new LabTables();
        sources = new TableSources(buckets, tabulator, packages, lab);
        utility = new UtilityStatements(queries);
        var writer = new ResultWriter(store);
        writes = new WriteStatements(queries, lab, writer);
        unload = new UnloadStatement(queries, store, writer);
    }

    @Override
    public SqlResult run(Role role, Statement statement) {
        SqlText text = SqlText.parse(statement.text());
        var catalog = new RoleCatalog(role, sources);
        var context =
                new StatementContext(new Access(store, role), catalog, statement.dataCatalog(), statement.database());
        var named = new StatementContext(
                context.access(), catalog, context.catalogNamed(statement.dataCatalog()), statement.database());
        try {
            return run(named, text);
        } catch (Access.Denied e) {
            throw new SqlException("PERMISSION_DENIED: " + e.getMessage());
        }
    }

    private SqlResult run(StatementContext context, SqlText text) {
        if (UtilityStatements.isQuery(text)) {
            return queries.run(context, text);
        }
        String word = text.tokens().isEmpty() ? "" : text.tokens().getFirst().text();
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "SHOW", "DESCRIBE", "DESC", "EXPLAIN" -> utility.run(context, text);
            case "UNLOAD" -> unload.run(context, text);
            case "CREATE", "INSERT", "DROP", "ALTER", "DELETE", "UPDATE", "MERGE", "MSCK", "VACUUM", "OPTIMIZE" ->
                writes.run(context, text);
            default -> throw text.mismatch(0);
        };
    }

    @Override
    public TableCatalog catalog(Role role) {
        return new RoleCatalog(role, sources);
    }

    private synchronized Session open() {
        try {
            if (root == null) {
                root = Files.createTempDirectory("quilt-sandbox-sql");
                Runtime.getRuntime().addShutdownHook(new Thread(this::close));
            }
            return Session.open(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes all files; statements that still run may fail. */
    @Override
    public synchronized void close() {
        try {
            if (root != null && Files.exists(root)) {
                MoreFiles.deleteRecursively(root, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
