package com.quiltdata.mcp.catalog.tabulator;

import com.quiltdata.mcp.auth.Caller;
import org.jspecify.annotations.Nullable;

/** Changes tabulator tables; the catalog refuses callers who may not. */
public interface TabulatorWriter {
    /**
     * Creates a table or replaces its configuration.
     *
     * @param config YAML; null deletes the table
     */
    void set(Caller caller, String bucket, String table, @Nullable String config);

    /** Renames a table, which must exist. */
    void rename(Caller caller, String bucket, String table, String newName);
}
