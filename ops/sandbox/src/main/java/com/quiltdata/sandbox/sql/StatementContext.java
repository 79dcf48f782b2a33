package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.s3.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the names of a statement refer to, and with whose rights it runs. */
record StatementContext(
        Access access,
        RoleCatalog catalog,
        String dataCatalog,
        @Nullable String database) {
    /** A name at a place of a statement, and the position after it. */
    record Reference(QualifiedName name, SqlText text, int start, int end) {
        String place() {
            return text.place(start);
        }

        SqlException notFound() {
            return new SqlException("TABLE_NOT_FOUND: %s: Table '%s' does not exist".formatted(place(), name));
        }
    }

    /** Reads the name of a table, with or without its database and data catalog. */
    Reference reference(SqlText text, int position) {
        List<String> parts = parts(text, position);
        int count = parts.size();
        String database = count > 1 ? parts.get(count - 2) : database(text, position);
        String dataCatalog = count > 2 ? catalogNamed(parts.getFirst()) : this.dataCatalog;
        var name = new QualifiedName(dataCatalog, database, parts.getLast());
        return new Reference(name, text, position, position + 2 * count - 1);
    }

    private String database(SqlText text, int position) {
        if (database == null) {
            throw schemaMissing(text.place(position));
        }
        return database.toLowerCase(Locale.ROOT);
    }

    static SqlException schemaMissing(String place) {
        return new SqlException(
                "MISSING_SCHEMA_NAME: %s: Schema must be specified when session schema is not set".formatted(place));
    }

    /** Reads the parts of a name, in lower case. */
    static List<String> parts(SqlText text, int position) {
        var parts = new ArrayList<String>();
        int at = position;
        do {
            if (at >= text.tokens().size() || !text.tokens().get(at).isName()) {
                throw text.mismatch(at);
            }
            parts.add(text.tokens().get(at).name());
            at += 2;
        } while (text.isAt(at - 1, "."));
        return parts;
    }

    /** Returns the data catalog with this name in its own case, or the name. */
    String catalogNamed(String name) {
        return catalog.names().stream()
                .filter(known -> known.equalsIgnoreCase(name))
                .findFirst()
                .orElse(name);
    }
}
