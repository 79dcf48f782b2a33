package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.people.Level;
import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.registry.TabulatorTables;
import com.quiltdata.sandbox.s3.Store;
import com.quiltdata.sandbox.seed.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A seeded engine, and statements of its roles. */
final class EngineFixture implements AutoCloseable {
    static final Role READER = new Role("reader", Map.of("quilt-example", Level.READ));
    static final Role WRITER =
            new Role("writer", Map.of("quilt-example", Level.READ_WRITE, "quilt-lab", Level.READ_WRITE));
    static final Role LAB_READER = new Role("lab", Map.of("quilt-lab", Level.READ));

    final Store store = new Store();
    final Buckets buckets = Seed.buckets();
    final TabulatorTables tabulator = new TabulatorTables();
    final Packages packages = new Packages(store);
    final DuckDbEngine engine = new DuckDbEngine(store, buckets, tabulator, packages);

    EngineFixture() {
        Seed.fill(store, buckets, packages);
    }

    SqlResult run(Role role, String sql) {
        return engine.run(role, new SqlEngine.Statement(sql, TableCatalog.GLUE, DataCatalogs.LAB));
    }

    /** Returns all rows of a statement of the writer. */
    List<List<@Nullable String>> rows(String sql) {
        return rows(WRITER, sql);
    }

    List<List<@Nullable String>> rows(Role role, String sql) {
        try (SqlResult result = run(role, sql)) {
            return result.rows(0, 1000);
        }
    }

    /** Returns the first values of all rows. */
    List<@Nullable String> values(String sql) {
        var values = new ArrayList<@Nullable String>();
        rows(sql).forEach(row -> values.add(row.getFirst()));
        return values;
    }

    List<SqlResult.Column> columns(String sql) {
        try (SqlResult result = run(WRITER, sql)) {
            return result.columns();
        }
    }

    /** Returns the message with which a statement fails. */
    String failure(Role role, String sql) {
        try (SqlResult result = run(role, sql)) {
            return "succeeded with " + result.rows(0, 3);
        } catch (SqlException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
