package com.quiltdata.mcp.catalog.sql;

import com.quiltdata.mcp.catalog.Failure;

/** Parses SQL as Athena understands it, and says what a statement may do. */
public interface StatementParser {
    /**
     * Parses one statement.
     *
     * @throws Failure.Invalid if it is none, more than one, or of a kind that is never run
     */
    Statement parse(String sql);
}
