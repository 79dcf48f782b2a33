package com.quiltdata.mcp.catalog.sql;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One parsed statement.
 *
 * @param text the statement as it was given, without a final semicolon
 * @param type its kind in the dialect's words, for example {@code SELECT}, {@code SHOW TABLES} or {@code DROP TABLE}
 * @param dialect whose grammar it belongs to
 * @param writes why it is more than a read; null for a read
 * @param tables the tables that its text names and reads
 */
public record Statement(
        String text, String type, Dialect dialect, @Nullable String writes, List<TableUse> tables) {
    /** The grammars that Athena understands. */
    public enum Dialect {
        TRINO,
        HIVE
    }

    /**
     * A table in a statement.
     *
     * @param filtered the columns that a condition compares with values, in lower case and without the table's alias
     */
    public record TableUse(
            @Nullable String dataCatalog, @Nullable String database, String table, Set<String> filtered) {}

    /** Returns whether it changes nothing. */
    public boolean reads() {
        return writes == null;
    }
}
