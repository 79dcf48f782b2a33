package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.people.Role;
import org.jspecify.annotations.Nullable;

/** Runs SQL over what a role may read. */
public interface SqlEngine extends AutoCloseable {
    /** A statement, with the data catalog and the database of tables that name none. */
    record Statement(
            String text, String dataCatalog, @Nullable String database) {}

    /**
     * Runs a statement to its end. An interrupt of the thread ends it.
     *
     * @throws SqlException if it cannot run
     */
    SqlResult run(Role role, Statement statement);

    /** The databases and tables that queries of this role see. */
    TableCatalog catalog(Role role);

    @Override
    void close();
}
