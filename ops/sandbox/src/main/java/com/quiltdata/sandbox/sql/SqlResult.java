package com.quiltdata.sandbox.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a statement, kept by the engine until it is closed. */
public interface SqlResult extends AutoCloseable {
    /** A column with Athena's name of its type, for example {@code varchar}, {@code decimal} or {@code row}. */
    record Column(String name, String type, int precision, int scale) {}

    /** What Athena calls a statement. */
    enum Kind {
        DML,
        DDL,
        UTILITY
    }

    Kind kind();

    List<Column> columns();

    long rowCount();

    /** Returns rows from a position on; each value as Athena writes it, null for NULL. */
    List<List<@Nullable String>> rows(long from, int count);

    /** Bytes of the objects that were read. */
    long scannedBytes();

    @Override
    void close();
}
