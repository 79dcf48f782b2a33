package com.quiltdata.sandbox.sql;

/** A statement that failed, with a message in Athena's words, for example {@code TABLE_NOT_FOUND: line 1:15: …}. */
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SqlException(String message) {
        super(message);
    }
}
